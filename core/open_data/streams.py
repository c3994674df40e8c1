"""Streams of blocks as records: blocks that say what they said before stay the blocks they are."""

from collections.abc import Callable, Mapping

from wagtail.blocks import StreamValue


def rewritten(
    stream: StreamValue,
    records: list[dict],
    read: Callable[[Mapping], dict],
    store: Callable[[dict], dict],
) -> StreamValue:
    """Return a stream of one type of block that says ``records``, in their order.

    A block that already says a record is kept as it is, with its id and with all that its record
    does not tell.
    """
    (kind,) = stream.stream_block.child_blocks
    kept = [dict(item) for item in stream.raw_data]
    written = []
    for record in records:
        found = next((item for item in kept if read(item["value"]) == record), None)
        if found:
            kept.remove(found)
        written.append(found or {"type": kind, "value": store(record)})
    # Once more, because a block gets its id when it is taken out of the stream.
    value = stream.stream_block.to_python(written)
    return stream.stream_block.to_python(value.get_prep_value())
