"""Contexts that tests use one after another keep nothing that a test has left in them."""

from .contexts import ReusedContexts

STORE = """async () => {
    localStorage.setItem("kept", "1");
    sessionStorage.setItem("kept", "1");
    document.cookie = "kept=1";
    await caches.open("kept");
    await new Promise(done => indexedDB.open("kept").onsuccess = done);
}"""
STORED = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie,
    ...await caches.keys(), ...(await indexedDB.databases()).map(one => one.name),
    matchMedia("(prefers-color-scheme: dark)").matches, navigator.onLine, innerWidth,
].filter(Boolean)"""


def test_a_context_that_is_used_again_has_nothing_of_the_test_before(browsers, site_url):
    contexts = ReusedContexts(browsers, site_url)
    page = contexts.open(width=360, color_scheme="dark")
    page.goto("/robots.txt")
    page.evaluate(STORE)
    page.context.route("**/en/", lambda route: route.fulfill(body="another page"))
    page.context.set_offline(True)
    contexts.release()
    again = contexts.open()
    assert again.context == page.context
    assert again.goto("/en/").text() != "another page"
    assert again.evaluate(STORED) == [True, 1280]
    again.context.close()
