"""A template of an owner's with names in every corner that Word has for them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def odd_template(names: Sequence[str]) -> bytes:
    """A document with tags that bears these names in links, fields, styles, controls, bookmarks, tables' descriptions,
    variables, embedded documents, a picture's metadata and the small picture of its first page.
    """
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from PIL import Image

    one, other, third, place = names
    document = docx.Document()
    document.add_heading("{{ persona.name }}", 0)
    style = document.styles.add_style(f"{third}Heading", 1)
    document.add_paragraph("{% for claim in persona.goals %}{{ claim.text }}{% endfor %}", style=style)
    relation = document.part.relate_to(
        f"mailto:{one}.vane@example.org?subject={place}",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    space = nsdecls("w", "r")
    table = document.add_table(1, 1)
    table._tbl.tblPr.append(parse_xml(f'<w:tblCaption {space} w:val="{one} and {other}"/>'))
    table._tbl.tblPr.append(parse_xml(f'<w:tblDescription {space} w:val="of {third} in {place}"/>'))
    pieces = (
        f'<w:p {space}><w:hyperlink r:id="{relation}"><w:r><w:t>write</w:t></w:r></w:hyperlink></w:p>',
        f'<w:p {space}><w:bookmarkStart w:id="7" w:name="{one}_{place}"/><w:r><w:t>here</w:t></w:r>'
        '<w:bookmarkEnd w:id="7"/>'
        f'<w:hyperlink w:anchor="{one}_{place}"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>',
        f'<w:p {space}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "mailto:{one[:3]}'
        f'</w:instrText></w:r><w:r><w:instrText>{one[3:]}@example.org"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        f'<w:p {space}><w:sdt><w:sdtPr><w:alias w:val="About {other}"/><w:tag w:val="{other}"/><w:id w:val="5"/>'
        f'<w:dropDownList><w:listItem w:displayText="{other}" w:value="{other}"/></w:dropDownList></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>choose</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        f'<w:p {space}><w:ins w:id="9" w:author="{one}" w:date="2026-11-01T00:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins>'
        f'<w:del w:id="10" w:author="{one}" w:date="2026-11-01T00:00:00Z"><w:r><w:delText>{other}</w:delText></w:r>'
        "</w:del></w:p>",
    )
    for piece in pieces:
        document.element.body[-1].addprevious(parse_xml(piece))
    settings = document.settings.element
    settings.append(parse_xml(f'<w:docVars {space}><w:docVar w:name="{one}" w:val="{place}"/></w:docVars>'))
    photo = BytesIO()
    exif = Image.Exif()
    exif[0x013B] = other
    Image.new("RGB", (8, 8), "#335577").save(photo, "JPEG", exif=exif)
    photo.seek(0)
    document.add_picture(photo)
    whole = BytesIO()
    document.save(whole)
    return _with_more(whole.getvalue(), one, place)


def _with_more(document: bytes, one: str, place: str) -> bytes:
    """The package with an embedded workbook, a comment in its XML, and a small picture of its first page."""
    book = BytesIO()
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("xl/sharedStrings.xml", f"<sst><si><t>{one} of {place}</t></si></sst>")
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(whole, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", f"<w:body><!-- {one} -->".encode(), 1)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
                more = f'<Relationship Id="rIdBook" Type="{kind}" Target="embeddings/book.xlsx"/></Relationships>'
                content = content.replace(b"</Relationships>", more.encode())
            if name == "[Content_Types].xml":
                sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                more = f'<Default Extension="xlsx" ContentType="{sheet}"/></Types>'
                content = content.replace(b"</Types>", more.encode())
            if "thumbnail" in name:
                content += one.encode()
            target.writestr(name, content)
        target.writestr("word/embeddings/book.xlsx", book.getvalue())
    return whole.getvalue()
