"""Components by kind; `common.templatetags.components` gathers them into one library.

Each is called with keywords only and knows no model: whatever an object is asked for is said in
the component's docstring. The page at `styleguide` shows all of them.
"""
