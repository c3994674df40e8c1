"""Background tasks: check one address again when an editor asks for it."""

from django_tasks import task

from .actions import CheckExternalAddress
from .models import ExternalAddress


@task()
def check_external_address(address_id: int) -> None:
    address = ExternalAddress.objects.filter(pk=address_id).first()
    if address:
        CheckExternalAddress(address).execute()
