"""Who works at Nordhaven Instruments, and where."""

from dataclasses import dataclass

from accounts.enums import Mark

ORGANISATION = "Nordhaven Instruments"
LOGO_TEXT = "Nordhaven Instruments: a lighthouse above the waves"
PASSWORD = "roundtable-demo"  # noqa: S105  # the demo accounts' password is printed at the start
DOMAIN = "nordhaven.example"

LOCATIONS = {
    "Hamburg": "Europe/Berlin",
    "Rotterdam": "Europe/Amsterdam",
    "Tallinn": "Europe/Tallinn",
    "Boston": "America/New_York",
    "Melbourne": "Australia/Melbourne",
}

# location, name, seats, note
ROOMS = [
    ("Hamburg", "Elbe 2.04", 24, "Second floor, on the right"),
    ("Hamburg", "Alster 1.10", 18, "First floor, behind the stairs"),
    ("Hamburg", "Auditorium", 120, "Ground floor, beside the entrance"),
    ("Rotterdam", "Maas 3.01", 16, "Third floor, lift on the left"),
    ("Tallinn", "Toompea", 12, "Behind the canteen"),
    ("Boston", "Harbor 5", 20, "Fifth floor"),
    ("Melbourne", "Yarra 1", 14, "Ground floor"),
    ("Hamburg", "Bille 0.07", 10, "Becomes the archive"),
]
ROOM_GIVEN_UP = "Bille 0.07"
LEAVER = "Viktor Lang"
DOUBLED_TOPIC = "Budgets"


@dataclass(frozen=True)
class DepartmentRow:
    """One department; ``parent`` is the key of the one above it."""

    key: str
    name: str
    mark: Mark
    hue: int
    is_open: bool = False
    parent: str = ""


DEPARTMENTS = [
    DepartmentRow("engineering", "Engineering", Mark.DISC, 1),
    DepartmentRow("firmware", "Firmware", Mark.DISC, 1, parent="engineering"),
    DepartmentRow("mechanics", "Mechanics", Mark.DISC, 1, parent="engineering"),
    DepartmentRow("finance", "Finance", Mark.SQUARE, 2),
    DepartmentRow("product", "Product", Mark.TRIANGLE, 3),
    DepartmentRow("operations", "Operations", Mark.HEXAGON, 4),
    DepartmentRow("sales", "Sales", Mark.DIAMOND, 5),
    DepartmentRow("people", "People", Mark.HALF, 6),
    DepartmentRow("legal", "Legal", Mark.CROSS, 7),
    DepartmentRow("research", "Research", Mark.DROP, 8),
    DepartmentRow("it", "IT", Mark.SQUARE, 1, is_open=True),
    DepartmentRow("care", "Customer Care", Mark.DISC, 2, is_open=True),
]


# Who asks the organisers of the open event what, and the answer where there is one.
QUESTIONS = [
    ("Lena Vogt", "Do I need a laptop?", "No. Paper and a pencil are enough, and we bring both."),
    ("Priya Raman", "Will the examples be in euros or in dollars?", ""),
]
# What Mara looks for again and again: a name, and the catalogue's address.
SEARCHES = [("Money, seats left", "free=1&topic=money"), ("Talks I can come to", "fits=1&kind=talk")]


@dataclass(frozen=True)
class Account:
    """Somebody whose password is known, so that one can look through their eyes."""

    name: str
    role: str
    department: str
    location: str = "Hamburg"
    language: str = "en"
    is_staff: bool = False
    coordinates: str = ""
    manages: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """The address with which this person signs in."""
        return address(self.name)


ACCOUNTS = [
    Account("Mara Lindqvist", "employee", "research"),
    Account("Lena Vogt", "employee, in German", "people", language="de"),
    Account("Ines Okafor", "organiser", "finance"),
    Account("Henrik Aalto", "speaker and organiser", "legal", location="Tallinn"),
    Account("Yusuf Kaya", "helper", "it", location="Rotterdam"),
    Account("Clara Jensen", "coordinator", "engineering", coordinates="engineering"),
    Account("Tomasz Brandt", "manager", "research", manages=("Mara Lindqvist",)),
    Account("Priya Raman", "employee in another zone", "product", location="Boston"),
    Account("Ada Sommer", "administrator", "it", is_staff=True),
]

FIRST = [
    "Amelie",
    "Bashir",
    "Daniel",
    "Elif",
    "Felix",
    "Giulia",
    "Hugo",
    "Iris",
    "Jan",
    "Katrin",
    "Lars",
    "Noor",
    "Omar",
    "Paula",
    "Quentin",
    "Rosa",
    "Stefan",
    "Tuuli",
    "Umut",
    "Vera",
    "Wim",
    "Yusra",
    "Anton",
    "Berit",
    "Carlos",
    "Dalia",
    "Emil",
    "Freya",
    "Goran",
    "Hanna",
    "Ivo",
    "Jelena",
    "Kaarel",
    "Lucia",
    "Milan",
    "Nora",
    "Oskar",
    "Pia",
    "Ravi",
    "Salma",
    "Tea",
    "Ulrich",
    "Vesna",
    "Walter",
    "Xenia",
    "Yann",
    "Zora",
    "Aino",
    "Bruno",
    "Celia",
    "Dario",
    "Edith",
    "Finn",
    "Greta",
    "Henri",
    "Ilse",
    "Jonas",
    "Kira",
    "Leo",
    "Maja",
]
LAST = [
    "Roux",
    "Rahimi",
    "Mäkinen",
    "Demir",
    "Hartmann",
    "Conti",
    "Lefèvre",
    "Bakker",
    "Kowalski",
    "Oja",
    "Lund",
    "Brandt",
    "Nasser",
    "Novak",
    "Martin",
    "Ferreira",
    "Voss",
    "Saar",
    "Kaya",
    "Winter",
    "Visser",
    "Haddad",
    "Berg",
    "Lindholm",
    "Moreno",
    "Aziz",
    "Thorsen",
    "Nyberg",
    "Kovač",
    "Ruiz",
    "Petrov",
    "Ilić",
    "Tamm",
    "Romano",
    "Horvat",
    "Jansen",
    "Falk",
    "Keller",
    "Menon",
    "Haddadi",
    "Mets",
    "Brandl",
    "Krstić",
    "Baum",
    "Fuchs",
    "Morel",
    "Zidan",
    "Laine",
    "Rossi",
    "Vidal",
    "Greco",
    "Palm",
    "Olsen",
    "Weiss",
    "Dubois",
    "Maurer",
    "Petersen",
    "Sato",
    "Adler",
    "Juhl",
]
PLACES = ("Hamburg", "Hamburg", "Rotterdam", "Hamburg", "Tallinn", "Hamburg", "Boston")
HOMES = [
    "firmware",
    "sales",
    "product",
    "mechanics",
    "research",
    "legal",
    "people",
    "finance",
    "operations",
    "engineering",
    "care",
    "it",
    "sales",
    "firmware",
    "operations",
]


def address(name: str) -> str:
    """The mail address of somebody called ``name``."""
    plain = name.lower().translate(str.maketrans("äöüèéćčôçñ", "aoueeccocn"))
    return f"{plain.replace(' ', '.')}@{DOMAIN}"


def _place(number: int) -> str:
    """Where the colleague of that number works; every twelfth at the other end of the world."""
    return "Melbourne" if number % 12 == 11 else PLACES[number % len(PLACES)]  # noqa: PLR2004  # the last of twelve


def colleagues() -> list[tuple[str, str, str]]:
    """Everybody else: name, key of the department, location."""
    return [
        (f"{first} {last}", HOMES[number % len(HOMES)], _place(number))
        for number, (first, last) in enumerate(zip(FIRST, LAST, strict=True))
    ]
