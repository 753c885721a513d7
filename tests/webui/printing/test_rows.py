"""What the rows say, as printed and as text."""

from __future__ import annotations

from collections.abc import Callable

from engine.diagram.process import Process
from engine.diagram.step import Standard, Step
from webui.printing.chart import Chart, chart
from webui.printing.procedure import procedure, sentences
from webui.printing.rows import time, words


def test_a_row_says_what_the_form_asks_for(shipped: Chart) -> None:
    row = words(shipped)["15"]
    assert row.activity.startswith("Mendokumentasikan dan mendistribusikan laporan")
    # The typing fault "Agenas" is corrected as the wording's are.
    assert row.inputs == "Agenda, Dokumen Hasil Pengukuran Indikator Kinerja"
    assert (row.time, row.outputs) == ("1 Hari", "Tanda Terima dan Dokumentasi")


def test_remarks_name_shared_time_readings_returns_and_what_is_to_be_confirmed(
    shipped: Chart,
) -> None:
    said = words(shipped, is_draft=True)
    assert said["7"].remarks.startswith(
        "Kasubag Perencanaan dan Pelaporan, lalu Sekretaris; waktu bersama."
    )
    assert said["13"].remarks.replace("\u00a0", " ").split("\n") == [
        "“diumpumkan” dibaca “disempurnakan”.",
        "Tidak setuju: kembali ke baris 12.",
        "Perlu konfirmasi.",
    ]
    assert "Diberitahukan kepada Kasubag" in said["9"].remarks


def test_what_was_approved_tells_only_what_those_who_carry_it_out_need(shipped: Chart) -> None:
    said = words(shipped)
    assert said["13"].remarks.replace("\u00a0", " ") == "Tidak setuju: kembali ke baris 12."
    assert said["7"].remarks.endswith("waktu bersama.") and said["5"].remarks == ""
    assert "Diberitahukan kepada Kasubag" in said["9"].remarks


def test_what_two_steps_of_a_row_share_is_said_once(shipped: Chart) -> None:
    assert "\n" not in words(shipped)["7"].activity and words(shipped)["7"].time == "15 Menit"


def test_a_drawing_is_told_in_a_sentence(shipped: Chart) -> None:
    said = [sentences(shipped, row) for row in shipped.rows]
    assert said[0].startswith("Kasubag Perencanaan dan Pelaporan: awal. Lanjut ke baris 2")
    assert "Pelaporan: pekerjaan, lalu Sekretaris: pekerjaan. Lanjut ke baris 8" in said[6]
    assert "Tidak setuju: kembali ke baris 11, Tim Penyusun" in said[11]
    assert said[14].endswith("akhir. Selesai.")


def test_the_procedure_says_who_what_how_long_and_whereto(shipped: Chart) -> None:
    row = procedure(shipped, words(shipped))[6]
    assert (row.number, row.posts) == ("7", "Kasubag Perencanaan dan Pelaporan, lalu Sekretaris")
    assert dict(row.standard)["Waktu"] == "15 Menit"
    assert row.onward == ("Lanjut ke baris 8, Kepala Dinas.",)


def test_a_missing_wording_of_time_is_read_from_the_duration() -> None:
    assert time(Step(standard=Standard(duration="P1DT2H30M"))) == "1 hari 2 jam 30 menit"
    assert time(Step()) == ""


def test_an_end_within_a_decision_is_named(process: Callable[[str], Process]) -> None:
    odd = chart(process("odd"))
    assert "Gagal: selesai (Akhir void)." in sentences(odd, odd.rows[2])
