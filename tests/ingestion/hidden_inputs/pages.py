"""PDF files, written operator by operator. The hidden words are `the secret`."""

from __future__ import annotations

from tests.ingestion.hidden_inputs import HiddenInput

_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_STATES = "/Clear<</ca 0 /CA 0>> /Half<</ca .5>> /Full<</ca 1 /BM/Normal>>"


def pdf(
    content: str,
    *,
    more: str = "",
    catalog: str = "",
    objects: tuple[str, ...] = (),
    page: str = "",
) -> bytes:
    """A file of one page of 400 by 400 points. Objects of the caller are numbered from 6."""
    resources = f"<</Font<</F1 5 0 R>>/ExtGState<<{_STATES}>>{more}>>"
    stream = content.encode("latin-1")
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources{resources}{page}>>".encode(),
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        _FONT.encode(),
        *(one.encode("latin-1") for one in objects),
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


def words(text: str, x: int = 40, y: int = 200, before: str = "", size: int = 12) -> str:
    """Operators that write a text."""
    return f"q {before} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q\n"


_FRAME = words("The trip is in May.", y=300) + words("Meet at the gate.", y=100)
_SECRET = "the secret repeal"


def _with(operators: str, **more: object) -> bytes:
    return pdf(_FRAME + operators, **more)  # type: ignore[arg-type]


def _form(content: str, more: str = "") -> str:
    return f"<</Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</Font<</F1 5 0 R>>>>{more}/Length {len(content)}>>stream\n{content}\nendstream"


_PICTURE = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n\x7f\nendstream"
_LAYER = "/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]>>>>"
_LAYERS = ("<</Type/OCG/Name(off)>>", "<</Type/OCG/Name(on)>>")
_NAMED = "/Properties<</L0 6 0 R/L1 7 0 R/M0<</Type/OCMD/OCGs[6 0 R]>>/M1<</Type/OCMD/OCGs[6 0 R 7 0 R]/P/AnyOn>>>>"

CLEAR = "hidden text: transparent"
BLENDED = "hidden text: colour of its background"
CLIPPED = "hidden text: clipped"
LAYER = "hidden text: layer switched off"
TINY = "hidden text: tiny"

_HIDDEN = {
    "transparent": (CLEAR, _with(words(_SECRET, before="/Clear gs"))),
    "white": (BLENDED, _with(words(_SECRET, before="1 1 1 rg"))),
    "nearly-white": (BLENDED, _with(words(_SECRET, before=".97 .97 .96 rg"))),
    "white-tint": (BLENDED, _with(words(_SECRET, before="/S cs 0 scn"), more="/ColorSpace<</S[/Separation/Spot/DeviceCMYK 6 0 R]>>", objects=("<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 0 0]/N 1>>",))),
    "white-outline": (BLENDED, _with(words(_SECRET, before="1 1 1 RG 1 Tr"))),
    "white-both": (BLENDED, _with(words(_SECRET, before="1 1 1 RG 1 g 2 Tr"))),
    "blue-on-blue": (BLENDED, _with("0 0 .5 rg 30 190 300 30 re f\n" + words(_SECRET, before="0 0 .5 rg"))),
    "black-on-black": (BLENDED, _with("0 g 30 190 300 30 re f\n" + words(_SECRET))),
    "white-on-white-on-black": (BLENDED, _with("0 g 20 180 340 60 re f 1 g 30 190 300 30 re f\n" + words(_SECRET, before="1 g"))),
    "tiny-by-matrix": (TINY, _with(f"q .05 0 0 .05 40 200 cm BT /F1 12 Tf ({_SECRET}) Tj ET Q\n")),
    "squeezed": (TINY, _with(words(_SECRET, before="1 Tz"))),
    "narrow-matrix": (TINY, _with(f"q .01 0 0 1 40 200 cm BT /F1 12 Tf ({_SECRET}) Tj ET Q\n")),
    "clipped": (CLIPPED, _with(words(_SECRET, before="300 350 20 20 re W n"))),
    "clipped-away": (CLIPPED, _with(words(_SECRET, before="40 200 0 0 re W* n"))),
    "clipped-twice": (CLIPPED, _with(words(_SECRET, before="0 0 200 400 re W n 250 0 100 400 re W n"))),
    "clipped-form": (CLIPPED, _with("/X Do\n", more="/XObject<</X 6 0 R>>", objects=(_form(words(_SECRET)).replace("[0 0 400 400]", "[300 300 350 350]"),))),
    "crop-box": ("hidden text: off the page", _with(words(_SECRET, x=10, y=20), page="/CropBox[0 60 400 400]")),
    "render-mode-3": ("hidden text: invisible", _with(words(_SECRET, before="3 Tr"))),
    "covered": ("hidden text: covered", _with(words(_SECRET) + "1 g 30 190 300 30 re f\n")),
    "covered-beside-see-through": ("hidden text: covered", _with(words("Half.", x=300, before="/Half gs") + words(_SECRET) + "1 g 30 190 200 30 re f\n")),
    "covered-by-picture": ("hidden text: covered", _with(words(_SECRET) + "q 200 0 0 30 30 190 cm /X Do Q\n", more="/XObject<</X 6 0 R>>", objects=(_PICTURE,))),
    "covered-by-polygon": ("hidden text: covered", _with(words(_SECRET) + "1 g 30 180 m 330 190 l 330 240 l 30 230 l h f\n")),
    "layer": (LAYER, _with(f"/OC /L0 BDC {words(_SECRET)} EMC\n", more=_NAMED, catalog=_LAYER, objects=_LAYERS)),
    "layer-member": (LAYER, _with(f"/OC /M0 BDC {words(_SECRET)} EMC\n", more=_NAMED, catalog=_LAYER, objects=_LAYERS)),
    "layer-nested": (LAYER, _with(f"/OC /L0 BDC /OC /L1 BDC {words(_SECRET)} EMC EMC\n", more=_NAMED, catalog=_LAYER, objects=_LAYERS)),
    "layer-base": (LAYER, _with(f"/OC /L0 BDC {words(_SECRET)} EMC\n", more=_NAMED, catalog="/OCProperties<</OCGs[6 0 R 7 0 R]/D<</BaseState/OFF/ON[7 0 R]>>>>", objects=_LAYERS)),
    "layer-form": (LAYER, _with("/X Do\n", more="/XObject<</X 8 0 R>>", catalog=_LAYER, objects=(*_LAYERS, _form(words(_SECRET), "/OC 6 0 R")))),
}  # fmt: skip

_STAR = "1 0 0 rg 100 260 m 120 150 l 30 230 l 170 230 l 80 150 l h f\n"
_RING = "1 0 0 rg 20 20 m 380 20 l 380 380 l 20 380 l h 30 30 m 30 370 l 370 370 l 370 30 l h f*\n"
_SEEN = {
    "half-transparent": _with(words(_SECRET, before="/Half gs")),
    "transparent-ended": _with("q /Clear gs Q\n" + words(_SECRET)),
    "opaque-again": _with(words(_SECRET, before="/Clear gs /Full gs")),
    "white-on-black": _with("0 g 30 190 300 30 re f\n" + words(_SECRET, before="1 g")),
    "white-on-picture": _with("q 200 0 0 30 30 190 cm /X Do Q\n" + words(_SECRET, before="1 g"), more="/XObject<</X 6 0 R>>", objects=(_PICTURE,)),
    "white-on-masked-picture": _with("q 200 0 0 30 30 190 cm /X Do Q\n" + words(_SECRET, before="1 g"), more="/XObject<</X 6 0 R>>", objects=(_PICTURE.replace("/Length", "/SMask 7 0 R/Length"), _PICTURE)),
    "white-on-gradient": _with("q 30 190 300 30 re W n /G sh Q\n" + words(_SECRET, before="1 g"), more="/Shading<</G<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 0]/Function 6 0 R>>>>", objects=("<</FunctionType 2/Domain[0 1]/C0[0 0 .4]/C1[0 .2 .2]/N 1>>",)),
    "black-on-grey": _with(".8 g 30 190 300 30 re f\n" + words(_SECRET, before="0 g")),
    "white-with-black-outline": _with(words(_SECRET, before="1 g 0 G 2 Tr")),
    "clipped-around": _with(words(_SECRET, before="30 195 300 20 re W n")),
    "clip-ended": _with("q 300 350 20 20 re W n Q\n" + words(_SECRET)),
    "under-see-through": _with(words(_SECRET) + "q /Half gs 1 1 0 rg 30 190 300 30 re f Q\n"),
    "under-a-star": _with(words(_SECRET, y=252) + _STAR),
    "in-a-ring": _with(words(_SECRET) + _RING),
    "layer-on": _with(f"/OC /L1 BDC {words(_SECRET)} EMC\n", more=_NAMED, catalog=_LAYER, objects=_LAYERS),
    "layer-any-on": _with(f"/OC /M1 BDC {words(_SECRET)} EMC\n", more=_NAMED, catalog=_LAYER, objects=_LAYERS),
    "layer-ended": _with(f"/OC /L0 BDC EMC /Span BMC {words(_SECRET)} EMC\n", more=_NAMED, catalog=_LAYER, objects=_LAYERS),
    "cover-in-a-layer-off": _with(words(_SECRET) + "/OC /L0 BDC 1 g 30 190 300 30 re f EMC\n", more=_NAMED, catalog=_LAYER, objects=_LAYERS),
    "small-print": _with(words(_SECRET, size=5)),
}  # fmt: skip

INPUTS = [
    *(HiddenInput(name, "a.pdf", data, kind, ("trip", "gate")) for name, (kind, data) in _HIDDEN.items()),
    *(HiddenInput(name, "a.pdf", data, "", ("trip", "gate", _SECRET)) for name, data in _SEEN.items()),
]  # fmt: skip
