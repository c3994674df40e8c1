"""StreamFields as lists of records."""

from collections.abc import Callable, Mapping

from wagtail.blocks import StreamValue


def rebuild_stream(
    stream: StreamValue,
    records: list[dict],
    to_record: Callable[[Mapping], dict],
    to_block: Callable[[dict], dict],
) -> StreamValue:
    """Return a stream of one block type with a block for each record, in their order.

    A block whose record is unchanged is reused, with its id and with the fields that are not part
    of the record.
    """
    (block_type,) = stream.stream_block.child_blocks
    unused = [dict(item) for item in stream.raw_data]
    blocks = []
    for record in records:
        same = next((item for item in unused if to_record(item["value"]) == record), None)
        if same:
            unused.remove(same)
        blocks.append(same or {"type": block_type, "value": to_block(record)})
    # Converted twice, because new blocks get their ids from get_prep_value.
    value = stream.stream_block.to_python(blocks)
    return stream.stream_block.to_python(value.get_prep_value())
