"""Makes the pictures of documents in this folder anew from the worked example.

    python docs/pictures/make.py

Needs persona-tui with its development tools, LibreOffice (soffice) and poppler (pdftoppm) on the path.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
LAYOUTS = ("simple", "one-pager", "business", "five-boxes", "not-a-fit")
RESOLUTION = 150
GROUND = (226, 229, 229)
MARGIN = 22
COLOURS = 256


def main() -> None:
    """Every picture, in this folder."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        study = folder / "study"
        tui("sample", study)
        for layout in LAYOUTS:
            export(study, folder / layout, "sheet", "--layout", layout)
        export(study, folder / "across", "sheet", "--layout", "simple", "--landscape")
        export(study, folder / "rest", "report", "cards", "notes", "guide", "questionnaire", "--bank", "people-hour")
        pages = laid_out(folder)
        sheets = [pages(f"{layout}/Nora.docx", 1) for layout in LAYOUTS]
        save("sheet.png", [sheets[0]], height=820)
        save("sheets.png", sheets, height=540)
        save("sheet-across.png", [pages("across/Milo.docx", 1)], height=560)
        report = "rest/Report Perch Desk Stands.docx"
        save("report.png", [pages(report, number) for number in (1, 3, 6)], height=640)
        save("evidence.png", [pages(report, number) for number in (2, 8, 10)], height=640)
        save("cards.png", [pages("rest/Cards Perch Desk Stands.docx", 1, part=(0.05, 0.03, 0.95, 0.54))], height=560)
        save("guide.png", [pages("rest/Guide A customer, a full hour.docx", number) for number in (1, 2)], height=640)
        form = "rest/Questionnaire A customer, a full hour.docx"
        save("questionnaire.png", [pages(form, number) for number in (1, 3)], height=640)
        save("notes.png", [pages("rest/Interview with Customer 1.docx", 1)], height=640)


def tui(*arguments: object) -> None:
    """Run persona-tui."""
    subprocess.run([sys.executable, "-m", "persona_tui", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def export(study: Path, folder: Path, *wanted: str) -> None:
    """Write documents: kinds first, then options."""
    first_option = next((place for place, word in enumerate(wanted) if word.startswith("-")), len(wanted))
    kinds = [part for kind in wanted[:first_option] for part in ("--what", kind)]
    tui("export", study, "--to", folder, *kinds, *wanted[first_option:])


class laid_out:  # noqa: N801 - read as a function: the pages of the documents in a folder
    """All documents below a folder, laid out at once; called with one's name it gives a page as a picture."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers: dict[str, int] = {}
        for number, path in enumerate(sorted(folder.glob("*/*.docx"))):
            if "study" not in path.parts:
                self._numbers[path.relative_to(folder).as_posix()] = number
                path.rename(folder / f"{number}.docx")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        sources = sorted(folder.glob("*.docx"))
        command: list[str] = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sources),
        ]
        subprocess.run(command, check=True, capture_output=True)

    def __call__(self, name: str, page: int, part: tuple[float, float, float, float] = (0, 0, 1, 1)) -> Image.Image:
        stem = self._folder / f"{self._numbers[name]}-{page}"
        pdf = self._folder / f"{self._numbers[name]}.pdf"
        options = ["-r", str(RESOLUTION), "-f", str(page), "-l", str(page), "-singlefile", "-png"]
        subprocess.run(["pdftoppm", *options, str(pdf), str(stem)], check=True)
        picture = Image.open(f"{stem}.png").convert("RGB")
        left, top, right, bottom = part
        wide, high = picture.size
        return picture.crop((int(left * wide), int(top * high), int(right * wide), int(bottom * high)))


def save(name: str, pages: list[Image.Image], height: int) -> None:
    """The pages beside each other on a quiet ground, in as few colours as stay crisp."""
    shown = [
        page.resize((round(page.width * height / page.height), height), Image.Resampling.LANCZOS) for page in pages
    ]
    wide = sum(page.width for page in shown) + MARGIN * (len(shown) + 1)
    ground = Image.new("RGB", (wide, height + 2 * MARGIN), GROUND)
    at = MARGIN
    for page in shown:
        ground.paste(page, (at, MARGIN))
        at += page.width + MARGIN
    few = ground.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    few.save(HERE / name, optimize=True)


if __name__ == "__main__":
    main()
