"""What people write as Markdown, and what attackers write."""

import pytest

from common.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One *two* **three** `four` ~~five~~", "<p>One <em>two</em> <strong>three</strong> <code>four</code> <s>five</s></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
        (
            "| a |\n|--:|\n| 1 |",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n",
        ),
    ],
)  # fmt: skip
def test_text_becomes_what_it_says(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# a\n## b\n# c", "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n"),
        ("### a\n###### b", "<h2>a</h2>\n<h3>b</h3>\n"),
        ("a\n===", "<h2>a</h2>\n"),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n<h6>e</h6>\n<h6>f</h6>\n"),
    ],
)  # fmt: skip
def test_headings_follow_the_title_and_skip_no_level(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "[x](https://example.org/?a=1&b=2)",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow noopener noreferrer">x</a></p>\n',
        ),
        ("[x](mailto:a@example.org)", '<p><a href="mailto:a@example.org" rel="nofollow noopener noreferrer">x</a></p>\n'),
        ("<https://example.org>", '<p><a href="https://example.org" rel="nofollow noopener noreferrer">https://example.org</a></p>\n'),
    ],
)  # fmt: skip
def test_links_lend_no_trust(text, html):
    assert to_html(text) == html


def test_links_are_given_the_look_of_what_they_stand_in_and_none_that_was_typed():
    html = to_html(
        '[x](https://example.org "y") <a style="color:red">', links={"class": "m-link", "style": "color:#123456;"}
    )

    assert html == (
        '<p><a href="https://example.org" title="y" class="m-link" style="color:#123456;" rel="nofollow noopener noreferrer">'
        'x</a> &lt;a style="color:red"&gt;</p>\n'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("a <b onclick=alert(1)>b</b>", "<p>a &lt;b onclick=alert(1)&gt;b&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](JaVa&#83;cript:alert)", "<p>[x](JaVaScript:alert)</p>\n"),
        ("[x](vbscript:a)", "<p>[x](vbscript:a)</p>\n"),
        ("[x](data:text/html,a)", "<p>[x](data:text/html,a)</p>\n"),
        ("[x](ftp://example.org)", '<p><a rel="nofollow noopener noreferrer">x</a></p>\n'),
        ("![the *plan*](https://evil.example/pixel.png)", "<p>the *plan*</p>\n"),
        ("![<b>](x)", "<p>&lt;b&gt;</p>\n"),
        ('[x](/a "&quot; onmouseover=&quot;alert(1)")', '<p><a href="/a" title="&quot; onmouseover=&quot;alert(1)" rel="nofollow noopener noreferrer">x</a></p>\n'),
        ("```html onload=a\n</code><script>\n```", "<pre><code>&lt;/code&gt;&lt;script&gt;\n</code></pre>\n"),
        ("[a]: javascript:alert(1)\n\n[a]", "<p>[a]: javascript:alert(1)</p>\n<p>[a]</p>\n"),
        ("&#60;script&#62;", "<p>&lt;script&gt;</p>\n"),
    ],
)  # fmt: skip
def test_attacks_are_only_text(text, html):
    assert to_html(text) == html


def test_deep_nesting_ends():
    assert len(to_html(">" * 5_000 + "a")) < 50_000
