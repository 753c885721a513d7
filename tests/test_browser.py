def test_a_page_is_shown_and_its_script_runs(browser):
    page = browser.new_page()
    page.set_content("<h1>Alur</h1><script>document.title = document.body.innerText</script>")
    assert page.title() == "Alur"
    page.close()
