"""Where uploaded files are stored: in a folder, or in a bucket of a service with the API of S3."""

from urllib.parse import parse_qs, unquote, urlsplit


def media_storage(bucket_url: str, media_address: str) -> dict:
    """Return the setting of the storage: of the bucket, or of ``MEDIA_ROOT`` without one.

    Files keep an address of this site below ``media_address``, also those in a bucket. The site
    reads them from there for each request: it checks who may see a file, and no reader asks
    another host.
    """
    if not bucket_url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    bucket, public = urlsplit(bucket_url), urlsplit(media_address)
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(bucket.username or ""),
            "secret_key": unquote(bucket.password or ""),
            "endpoint_url": f"{bucket.scheme}://{bucket.netloc.rpartition('@')[2]}",
            "bucket_name": bucket.path.strip("/"),
            # Services of one region take any name for it.
            "region_name": parse_qs(bucket.query).get("region", ["us-east-1"])[0],
            "addressing_style": "path",
            "file_overwrite": False,
            "url_protocol": f"{public.scheme}:",
            "custom_domain": f"{public.netloc}{public.path}".rstrip("/"),
        },
    }
