"""What an injected word would try, the browser itself refuses: by the page's policy, in a real browser."""

from tests.e2e.phone import Phone

REFUSED = {
    "markup from a string": "document.body.innerHTML = '<b>hello</b>'",
    "code from an attribute": "document.body.setAttribute('onclick', 'alert(1)')",
    "a script from elsewhere": "document.createElement('script').src = 'https://example.org/x.js'",
    "a worker of another address": "new Worker('/theme.js')",
    "a permission of one's own making": "trustedTypes.createPolicy('other', {createHTML: text => text})",
}


TRY = "(() => { try { %s } catch (error) { return error.name } return 'done' })()"


def test_browser_refuses(ana: Phone) -> None:
    ana.opens("/sign-in")
    ana.sees("Welcome back.")
    told = {name: ana.page.evaluate(TRY % attempt) for name, attempt in REFUSED.items()}
    assert {name: error for name, error in told.items() if error != "TypeError"} == {}
    assert len(ana.watch.faults) >= len(REFUSED) - 1, "the browser says of each why"
    ana.watch.faults.clear()
