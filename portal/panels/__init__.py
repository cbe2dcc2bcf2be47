"""What pages and fragments show, as frozen values: a template asks nothing more."""
