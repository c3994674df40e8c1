from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of the Secretariat or of a translation team; readers have no accounts."""
