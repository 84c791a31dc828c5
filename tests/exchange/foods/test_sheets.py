"""National tables as their publishers' spreadsheets lay them out (miniatures)."""

import zipfile
from xml.sax.saxutils import escape

import pytest

from trophe.exchange.foods import read

BLS = {
    "BLS": [
        ["BLS Code", "Lebensmittelbezeichnung", "Food name",
         "ENERCJ Energie (Kilojoule) [kJ/100g]", "ENERCJ Datenherkunft",
         "ENERCC Energie (Kilokalorien) [kcal/100g]", "PROT625 Protein (Nx6,25) [g/100g]",
         "FAT Fett [g/100g]", "CHO Kohlenhydrate, verfügbar [g/100g]",
         "FIBT Ballaststoffe, gesamt [g/100g]", "NA Natrium [mg/100g]", "VITD Vitamin D [µg/100g]"],
        ["C131000", "Hafer roh", "Oat raw", "1435", "Analyse", "343", "11,4", "7,1", "53,7", "9,3",
         "8", "-"],
    ]
}  # fmt: skip
CIQUAL = {
    "compo": [
        ["alim_grp_code", "alim_grp_nom_eng", "alim_code", "alim_nom_eng", "alim_nom_sci",
         "Energy, Regulation EU No 1169/2011 (kJ/100g)",
         "Energy, Regulation EU No 1169/2011 (kcal/100g)", "Protein (g/100g)",
         "Carbohydrate (g/100g)", "Fat (g/100g)", "Fibres (g/100g)", "Sodium (mg/100g)",
         "Vitamin D (µg/100g)", "Selenium (µg/100g)"],
        ["1", "milk", "19024", "Milk, semi-skimmed", "", "194", "46,2", "3,3", "4,8", "1,5", "0",
         "< 40", "traces", "-"],
    ]
}  # fmt: skip
COFID = {
    "Notes": [["Read me"]],
    "1.3 Proximates": [
        ["Food Code", "Food Name", "Description", "Group", "Water (g)", "Protein (g)", "Fat (g)",
         "Carbohydrate (g)", "Energy (kcal) (kcal)", "AOAC fibre (g)"],
        ["", "", "", "", "WATER", "PROT", "FAT", "CHO", "KCALS", "AOACFIB"],
        ["13-146", "Agar, dried", "", "DG", "8.7", "1.3", "1.2", "Tr", "16", "N"],
    ],
    "1.4 Inorganics": [
        ["Food Code", "Food Name", "Description", "Group", "Sodium (mg)", "Calcium (mg)"],
        ["13-146", "Agar, dried", "", "DG", "340", "770"],
    ],
}  # fmt: skip


def workbook(path, sheets):
    """A spreadsheet with texts only, as small as the format allows."""
    ns = "http://schemas.openxmlformats.org"
    main, rel = f"{ns}/spreadsheetml/2006/main", f"{ns}/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.'
            f'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{ns}/package/2006/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            '"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.sheet.main+xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{ns}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{listed}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{i}" Type="{rel}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{ns}/package/2006/relationships">{links}</Relationships>',
        )
        for i, rows in enumerate(sheets.values(), 1):
            body = "".join(
                f'<row r="{r}">'
                + "".join(
                    f'<c r="{chr(64 + c)}{r}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
                    for c, text in enumerate(row, 1)
                )
                + "</row>"
                for r, row in enumerate(rows, 1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{i}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
            )


@pytest.fixture
def food(tmp_path):
    def make(name, sheets):
        path = tmp_path / f"{name}.xlsx"
        workbook(path, sheets)
        return next(f for b in read(path) for f in b.foods())

    return make


def test_the_german_table_is_read_by_its_tags(food):
    oat = food("BLS_4_0", BLS)
    assert (oat.source, oat.source_id, oat.name) == ("bls", "C131000", "Oat raw")
    assert oat.description == "Hafer roh"
    assert oat.amounts["energy_kcal"] == 343
    assert oat.amounts["carbohydrate_g"] == pytest.approx(63.0)
    assert oat.amounts["sodium_mg"] == 8
    assert "vitamin_d_ug" not in oat.amounts


def test_the_french_table_knows_traces_limits_and_gaps(food):
    milk = food("Ciqual_2025_ENG", CIQUAL)
    assert (milk.source, milk.source_id) == ("ciqual", "19024")
    assert milk.amounts["energy_kcal"] == 46.2
    assert milk.amounts["vitamin_d_ug"] == 0.0
    assert milk.amounts["sodium_mg"] == 20
    assert "selenium_ug" not in milk.amounts


def test_the_british_table_is_joined_over_its_sheets(food):
    agar = food("cofid", COFID)
    assert (agar.source, agar.source_id) == ("cofid", "13-146")
    assert agar.amounts["calcium_mg"] == 770
    assert agar.amounts["available_carbohydrate_g"] == 0.0
    assert "fibre_g" not in agar.amounts
