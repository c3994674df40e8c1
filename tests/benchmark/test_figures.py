"""The arithmetic of the benchmarks, the load and what is read of processes."""

import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import getpid
from threading import Thread

import pytest

from .figures import growth_exponent, ratio_of_turns, spread
from .growth import GrowingCost
from .load import ReadingConnection, Target
from .processes import cpu_seconds, descendants, fields_of, proportional_memory
from .report import Check, Limit, table


def test_one_round_that_was_disturbed_does_not_count():
    assert spread([10.0, 10.0, 11.0, 9.0, 400.0]) == pytest.approx(0.1)


def test_what_is_compared_was_measured_in_the_same_turn():
    assert ratio_of_turns([1.5, 15.0, 1.5], [1.0, 10.0, 0.1]) == 1.5


def test_the_exponent_of_growth_is_that_of_the_size():
    sizes = (1_000, 11_000, 100_000)
    for exponent in (0.0, 0.5, 1.0):
        assert growth_exponent({n: 3 * n**exponent for n in sizes}) == pytest.approx(exponent)


def test_what_takes_longer_because_the_machine_is_slower_does_not_grow():
    bare = GrowingCost("bare", costs={1_000: 0.030, 11_000: 0.045})
    page = GrowingCost("page", bare, costs={1_000: 0.010, 11_000: 0.015})
    assert page.exponent == pytest.approx(0)
    assert bare.exponent is None


def test_a_program_may_have_spaces_and_brackets_in_its_name():
    assert fields_of("12 (a) b (c) S 7 12 0")[:2] == ["S", "7"]


def test_processes_are_found_below_those_below():
    table = {1: ["S", "0"], 2: ["S", "1"], 3: ["S", "2"], 4: ["S", "9"]}
    assert descendants([1, 8], table) == {1, 2, 3}


def test_the_time_of_a_process_that_has_ended_is_not_lost():
    before = cpu_seconds([getpid()])
    subprocess.run(
        [sys.executable, "-c", "import time\nwhile time.process_time() < .1: 0"], check=True
    )
    assert cpu_seconds([getpid()]) - before > 0.05
    assert proportional_memory(getpid()) > 1_000_000


class AnswerInPieces(BaseHTTPRequestHandler):
    """Answers in two pieces, of which the second one is late."""

    protocol_version = "HTTP/1.1"
    pieces = {
        "/chunked": ("Transfer-Encoding: chunked", b"5\r\nHello\r\n", b"0\r\n\r\n"),
        "/whole": ("Content-Length: 5", b"Hel", b"lo"),
    }

    def do_GET(self):
        header, first, second = self.pieces[self.path]
        self.wfile.write(f"HTTP/1.1 200 OK\r\n{header}\r\n\r\n".encode() + first)
        time.sleep(0.02)
        self.wfile.write(second)


@pytest.mark.parametrize("path", AnswerInPieces.pieces)
def test_answers_are_read_to_their_end(path):
    with ThreadingHTTPServer(("localhost", 0), AnswerInPieces) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        connection = ReadingConnection(Target(server.server_address[1], path))
        # What is left of an answer would be taken for the beginning of the next one.
        assert [connection.get().status for _ in range(3)] == [200] * 3
        connection.close()
        server.shutdown()


def test_a_limit_says_whether_it_is_met():
    ratio = Check(Limit("Ratio", 0.9, at_least=True), 0.95)
    assert ratio.row(hello=0.30) == ["Ratio", "≥ 0.9", "0.95", "0.95", "met"]
    time = Check(Limit("Time", 2.5, "s"), 3.0)
    assert time.row(hello=0.30) == ["Time", "≤ 2.5 s", "3 s", "3 s", "**not met**"]


def test_a_limit_in_seconds_is_that_of_another_machine_and_a_ratio_is_not():
    time = Check(Limit("Time", 2.5, "s"), 6.0)
    assert time.row(hello=0.60) == ["Time", "≤ 2.5 s", "6 s", "3 s", "**not met**"]
    assert time.row(hello=0.90)[2:] == ["6 s", "2 s", "met"]
    ratio = Check(Limit("Ratio", 1.5), 3.0)
    assert ratio.row(hello=0.60)[2:] == ["3", "3", "**not met**"]


def test_the_speed_of_the_machine_is_that_of_the_time_of_the_measurement():
    time = Check(Limit("Time", 2.5, "s"), 6.0, hello=0.90)
    assert time.row(hello=0.30)[2:] == ["6 s", "2 s", "met"]


def test_numbers_stand_on_the_right():
    assert table(["", "ms"], [["home", 1234.5]]) == "| | ms |\n| --- | --: |\n| home | 1234 |"
