"""What the site is compared with: the least that Django does, and a page of Wagtail as it comes."""
