"""Which parameters of its query an answer depends on, as its view has read them."""

from django.http import QueryDict


class ObservedQuery(QueryDict):
    """The parameters of a request; remembers which ones were read.

    Whatever a view does with other parameters, it gives the same answer: they are no part of the
    key of the answer, so that made-up parameters neither fill the store nor get past it.
    """

    def __init__(self, query_string: str = "", **options):
        self.read_names: set[str] = set()
        self.is_read_entirely = False
        super().__init__(query_string, **options)
        # The construction itself has read some.
        self.read_names, self.is_read_entirely = set(), False

    def __getitem__(self, name):
        self.read_names.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.read_names.add(name)
        return super().__contains__(name)

    def getlist(self, name, *arguments, **options):
        self.read_names.add(name)
        return super().getlist(name, *arguments, **options)

    def __iter__(self):
        self.is_read_entirely = True
        return super().__iter__()

    def __len__(self):
        self.is_read_entirely = True
        return super().__len__()

    def keys(self):
        self.is_read_entirely = True
        return super().keys()

    def lists(self):
        self.is_read_entirely = True
        return super().lists()
