"""Components: inclusion tags with keyword-only arguments. They know no model."""

from django import template

register = template.Library()
