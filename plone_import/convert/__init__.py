"""Converting the texts, files and translations of Plone to those of this site."""
