"""What the pages and the notebooks link to once the book is published, and while it is not.

`make published` is run as a workflow runs it, for two repositories that nobody has set anywhere:
one whose pages stand in a folder of their owner's site, and one that is that site. A book that has
an address is published from there alone, and is built without one beside it.
"""

import os
import re
import subprocess
from urllib.parse import urlsplit

import nbformat
import pytest
import yaml
from fontTools.ttLib import TTFont

from _extensions.page_meta import pages_address
from tests.test_page_files import dead_links, files_of
from tools import published
from tools.build import build, copy_sources
from tools.first_cell import first_cell_source
from tools.pages import FOLDERS, ROOT, book_address, config, notebooks, pages

INVENTED = ("Someone/the-book", "Someone/someone.github.io")
REPOSITORIES = [book_address()] if book_address() else [f"https://github.com/{n}" for n in INVENTED]
BRANCH = config()["repository"]["branch"]
NOTEBOOKS = [path.relative_to(ROOT).with_suffix("").as_posix() for path in notebooks()]
LINK = re.compile(r'(?:href|src)="([^"]*)"')
IMAGE = re.compile(r"<img\b[^>]*>")
pytestmark = pytest.mark.browser


class Site:
    """The pages that are made for a repository, and where they are read; "" for none."""

    def __init__(self, repository, folder):
        self.repository = repository
        self.address = (config()["html"]["baseurl"] or pages_address(repository)).rstrip("/")
        self.home = f"{urlsplit(self.address).path}/" if repository else "/"
        self.html, self.notebooks = folder / "html", folder / "notebooks"
        if not repository and not book_address():
            self.html = ROOT / "_build" / "html"
        elif not repository:
            copy_sources(folder)
            settings = config()
            settings["repository"]["url"] = ""
            (folder / "_config.yml").write_text(yaml.safe_dump(settings))
            self.html = build(folder)
        else:
            server, _, name = repository.partition("//")[2].partition("/")
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("GITHUB_SERVER_URL", f"https://{server}")
                environment.setenv("GITHUB_REPOSITORY", name)
                published.main([folder])


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Return the site of a repository, made when it is first asked for."""
    made = {}

    def site_of(repository):
        if repository not in made:
            made[repository] = Site(repository, tmp_path_factory.mktemp("site") / "published")
        return made[repository]

    return site_of


@pytest.fixture
def site(sites, request):
    return sites(request.param)


def of_each(repositories):
    return pytest.mark.parametrize("site", repositories, indirect=True)


when_published, when_not, always = (
    of_each(REPOSITORIES),
    of_each([""]),
    of_each(["", *REPOSITORIES]),
)


def links_of(path):
    return LINK.findall(path.read_text("utf-8").replace("&amp;", "&"))


@when_published
def test_each_notebook_opens_in_colab_and_each_page_can_be_edited(site):
    owner_and_name = urlsplit(site.repository).path
    for name in pages():
        links = links_of(site.html / f"{name}.html")
        suffix = "ipynb" if name in NOTEBOOKS else "md"
        colab = "https://colab.research.google.com/github"
        opened = f"{colab}{owner_and_name}/blob/{published.BRANCH}/{name}.ipynb"
        assert [link for link in links if colab in link] == [opened] * (name in NOTEBOOKS), name
        assert f"{site.repository}/edit/{BRANCH}/{name}.{suffix}" in links, name
        assert site.repository in links, name


@when_published
def test_a_published_notebook_knows_where_it_lives_and_is_otherwise_the_stored_one(site):
    for name in NOTEBOOKS:
        ours, stored = (
            nbformat.read(folder / f"{name}.ipynb", as_version=4)
            for folder in (site.notebooks, ROOT)
        )
        first = next(cell for cell in ours.cells if cell.cell_type == "code")
        assert first.source == first_cell_source(site.repository), name
        assert f"book = {site.repository!r}" in first.source
        first.source = first_cell_source()
        assert ours == stored, name
    # What a notebook links to lies beside it.
    files = {path.relative_to(site.notebooks).as_posix() for path in site.notebooks.rglob("*.*")}
    there = {
        path.relative_to(ROOT).as_posix() for one in FOLDERS for path in (ROOT / one).glob("*")
    }
    assert {one for one in there if one.endswith((".ipynb", ".md"))} <= files
    assert not any(".github" in one for one in files)  # the workflow may not write workflows


@when_published
def test_the_notebooks_go_to_a_branch_of_their_own_and_take_its_place_each_time(site, tmp_path):
    subprocess.run(["git", "init", "--bare", "--quiet", tmp_path / "there.git"], check=True)
    for number in range(2):
        copy = tmp_path / f"copy-{number}"
        subprocess.run(["cp", "-r", site.notebooks, copy], check=True)
        (copy / f"{number}.txt").write_text("of this time")
        environment = {**os.environ, "GITHUB_SHA": f"commit {number}", "HOME": str(tmp_path)}
        command = ["bash", ROOT / ".ci" / "push-notebooks", copy, tmp_path / "there.git"]
        subprocess.run(command, check=True, env=environment)
    git = ["git", "--git-dir", tmp_path / "there.git"]

    def said(*words):
        return subprocess.run([*git, *words], capture_output=True, text=True, check=True).stdout

    assert said("branch", "--list", "--format", "%(refname:short)") == f"{published.BRANCH}\n"
    assert said("log", "--format=%s", published.BRANCH) == "The notebooks of commit 1\n"
    files = said("ls-tree", "-r", "--name-only", published.BRANCH).split()
    assert "1.txt" in files and "0.txt" not in files
    assert {f"{name}.ipynb" for name in NOTEBOOKS} <= set(files)
    command[-1] = tmp_path / "nowhere.git"  # a push that is refused fails the workflow
    assert subprocess.run(command, env=environment, capture_output=True).returncode


def test_a_book_whose_repository_nobody_knows_is_not_published(tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    if not book_address():
        with pytest.raises(SystemExit, match="GITHUB_REPOSITORY=OWNER/NAME make published"):
            published.main([tmp_path / "new"])
    monkeypatch.setattr(published, "book_address", str)
    monkeypatch.setenv("GITHUB_REPOSITORY", "no name")
    with pytest.raises(SystemExit, match=r"from  https://github\.com/no name  Write it as"):
        published.main([tmp_path / "new"])
    assert not (tmp_path / "new").exists()


@always
def test_each_page_can_be_downloaded_as_it_is_stored(site):
    for name in NOTEBOOKS:
        page = site.html / f"{name}.html"
        (link,) = {link for link in links_of(page) if link.endswith(".ipynb") and "://" not in link}
        downloaded = nbformat.read((page.parent / link).resolve(), as_version=4)
        stored = nbformat.read(ROOT / f"{name}.ipynb", as_version=4)
        for cell in stored.cells:
            if site.repository and cell.id == "set-up":
                cell.source = first_cell_source(site.repository)
        assert [c.source for c in downloaded.cells] == [c.source for c in stored.cells]


@always
def test_every_icon_that_a_page_shows_is_in_the_icon_font(site):
    static = site.html / "_static"
    (font,) = static.rglob("fa-*.ttf")
    there = set(map(chr, TTFont(font).getBestCmap()))
    sheet = (static / "styles" / "book-and-theme.css").read_text("utf-8")
    letters = dict(re.findall(r'\.(fa-[\w-]+):+before\{content:"(.)"\}', sheet))
    for name in pages():
        text = (site.html / f"{name}.html").read_text("utf-8")
        icons = [value.split() for value in re.findall(r'class="([^"]*\bfa-[^"]*)"', text)]
        assert len(icons) > 10
        for icon in icons:
            assert {"fas", "fa-solid"} & {*icon}, f"{name}: {icon} is of another font"
            assert {letters.get(part) for part in icon} & there, f"{name}: {icon} is a box"


def test_the_links_make_no_page_heavier_than_a_reader_notices(sites):
    for name in pages():
        with_links, without = (
            (sites(one).html / f"{name}.html").read_text("utf-8") for one in (REPOSITORIES[0], "")
        )
        assert 500 < len(with_links) - len(without) < 3000, name
        new = set(IMAGE.findall(with_links)) - set(IMAGE.findall(without))
        assert all('loading="lazy"' in image for image in new), f"{name}: {new}"


@when_published
def test_a_shared_link_shows_a_title_a_description_and_a_picture(site):
    """And leads to what it shows; so does the address that search engines take for the page's."""
    for name in [*pages(), "index"]:
        text = (site.html / f"{name}.html").read_text("utf-8")
        tags = dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)"', text))
        assert len(tags["og:title"]) > 3 and len(tags["description"]) > 40, name
        assert tags["og:description"] == tags["description"], name
        assert tags["og:image"] == f"{site.address}/_static/explorer.png"
        shown = pages()[0] if name == "index" else name
        assert tags["og:url"] == f"{site.address}/{shown}.html"
        canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
        assert canonical == ([] if name == "index" else [tags["og:url"]]), name
    assert (site.html / "_static" / "explorer.png").stat().st_size > 10_000


@always
def test_every_link_leads_somewhere_also_from_the_page_404_at_any_depth(site):
    files = files_of(site.html, site.home)
    assert not dead_links(files)
    for _, _, link in files["404"].leads:
        parts = urlsplit(link)
        assert parts.scheme or not parts.path or parts.path.startswith(site.home), link


@when_not
def test_without_an_address_no_page_shows_a_link_that_leads_nowhere(site):
    for name in pages():
        links = links_of(site.html / f"{name}.html")
        assert not [link for link in links if "colab" in link or "github.com" in link], name


def test_a_script_is_linked_under_the_mark_of_its_text_in_a_first_build_too(sites):
    """One of the two is built where nothing was; a browser keeps what bears the same mark."""
    mark = re.compile(r'src="[^"?]*/([\w.-]+\.js)\?v=(\w+)"')
    for name in NOTEBOOKS:
        texts = [
            (sites(of).html / f"{name}.html").read_text("utf-8") for of in ("", REPOSITORIES[0])
        ]
        one, other = (set(mark.findall(text)) for text in texts)
        assert one == other and "edit_button.js" in dict(one), name
