"""All pictures of the app on one page."""

from pathlib import Path

from playwright.sync_api import Browser

from deploy.place import ROOT

SCREENS = ROOT / "docs" / "screens"
THEMES = ("light", "dark")
THREE = (("light", "today"), ("light", "daily-1"), ("dark", "reveal-answer"))
SHEET = """<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:24px;background:#8d8592;
display:grid;grid-template-columns:repeat(%d,195px);gap:20px;font:13px system-ui}
figure{margin:0}img{width:195px;border-radius:19px;display:block}figcaption{padding:6px 4px;color:#fff}
</style>%s"""


def contact_sheet(browser: Browser) -> None:
    """All pictures of a theme on one page, and the three of the README."""
    for theme in THEMES:
        files = sorted((SCREENS / theme).glob("*.png"), key=lambda file: file.stat().st_mtime)
        sheet(browser, files, SCREENS / f"{theme}.png", columns=7)
    three = [SCREENS / theme / f"{name}.png" for theme, name in THREE]
    sheet(browser, three, SCREENS / "three.png", columns=3, named=False)


def sheet(browser: Browser, files: list[Path], to: Path, *, columns: int, named: bool = True) -> None:
    figures = [
        f"<figure><img src='{file.as_uri()}'><figcaption>{file.stem if named else ''}</figcaption></figure>"
        for file in files
    ]
    page_file = SCREENS / "sheet.html"
    page_file.write_text(SHEET % (columns, "".join(figures)))
    page = browser.new_page(
        viewport={"width": columns * 215 + 28, "height": 400}, device_scale_factor=1 if named else 2
    )
    page.goto(page_file.as_uri(), wait_until="load")
    page.screenshot(path=to, full_page=True)
    page.close()
    page_file.unlink()
