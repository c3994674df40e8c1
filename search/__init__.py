"""One search over all pages, in the reader's language.

It meets pages through BasePage's questions only and knows no page type.
"""
