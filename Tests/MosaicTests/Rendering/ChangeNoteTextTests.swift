import Testing
import VaultEngine

@testable import mosaic

struct ChangeNoteTextTests {
    @Test(
        "A note on a change is a whole sentence",
        arguments: [
            (.deadLinks(1, areToSeveral: false), "1 link to it will lead nowhere."),
            (.deadLinks(1_200, areToSeveral: true), "1,200 links to them will lead nowhere."),
            (
                .losesTitleLinks(1, path: "tasks/a.md", title: "New"),
                "1 link names it by its former title and leads to it no more: 'mosaic rename tasks/a.md New' in place of this changes that too."
            ),
            (
                .losesTitleLinks(2, path: "a b.md", title: "New one"),
                "2 links name it by its former title and lead to it no more: 'mosaic rename 'a b.md' 'New one'' in place of this changes them too."
            ),
            (
                .mendedValue("FREQ=WEEKLY", field: "recurrence", path: "a.md", line: 3),
                "a.md:3: recurrence becomes FREQ=WEEKLY."
            ),
            (.unknownField("titel", suggestion: "title"), "Nothing else has a field 'titel'. Did you mean 'title'?"),
            (.noPlaceOfFile(field: "path"), "A field 'path' moves nothing: 'mosaic move' does."),
            (
                .noTextOfFile(field: "body"),
                "A field 'body' is not the text of the file: 'mosaic append' adds to that."
            ),
            (.namesakes(["a.md"]), "a.md goes by that name as well."),
            (.namesakes(["a.md", "b.md"]), "a.md and b.md go by that name as well."),
            (.namesakes(["a.md", "b.md", "c.md"]), "a.md, b.md and c.md go by that name as well."),
            (
                .namesakes(["a.md", "b.md", "c.md"] + Array(repeating: "d.md", count: 3_997)),
                "a.md, b.md, c.md and 3,997 more go by that name as well."
            ),
            (.leftOut(["a.md"]), "a.md cannot be read as it was meant, and is left as it is."),
            (.leftOut(["a.md", "b.md"]), "a.md and b.md cannot be read as they were meant, and are left as they are."),
            (.linksLeft(["a.md"]), "a.md cannot be read as it was meant, and keeps its links as they are."),
            (
                .linksLeft(["a.md", "b.md"]),
                "a.md and b.md cannot be read as they were meant, and keep their links as they are."
            ),
            (.circle(["A"]), "A waits for itself, so that it never becomes ready."),
            (.circle(["A", "B"]), "A and B wait for each other, so that neither of them becomes ready."),
            (.circle(["A", "B", "C"]), "A, B and C wait for each other, so that none of them becomes ready."),
            (.namesItself(relation: "parent"), "parent names the entity itself, which says nothing."),
            (
                .endsEntity(id: "roof0001"),
                "It is another entity from now on: the history of roof0001 ends here, and references to that id lead nowhere."
            ),
            (.completedAlready(title: "Roof", status: "archived"), "Roof is archived already."),
            (.nextIs(path: "a.md"), "The one to do now is a.md."),
            (
                .seriesEnded(path: "a.md", status: "archived"),
                "It comes back no more: a.md, the last of it, is archived."
            ),
            (.seriesRemoved(path: "a.md"), "It comes back no more: a.md, the last of it, was removed."),
            (.endsSeries, "It comes back no more: 'mosaic done' would have made the next."),
            (.promotedAlready(["a.md", "b.md"]), "It became a.md and b.md before."),
            (.nextIsThere(path: "a.md"), "The next is there already: a.md."),
            (.nextIsMade(path: "a.md", day: "2026-12-01"), "The next is a.md, on 2026-12-01."),
            (.unreadableRecurrence, "Its recurrence cannot be read, so that it does not come back."),
            (.wasLast, "It was the last: it does not come back."),
            (.indexIsBehind, "The index cannot be brought up to date, so that no next was looked for."),
            (
                .uneditableField("completed_on"),
                "Its completed_on is written in a way that only an editor can change."
            ),
            (.uneditableStatus, "Its status is written in a way that no next can be made from."),
            (
                .newID(path: "b.md", id: "new00001", original: "a.md", keeps: "same0001"),
                "b.md gets the id new00001; a.md keeps same0001."
            ),
            (
                .noNewID(path: "b.md", original: "a.md"),
                "b.md has to be mended in an editor first: its id is also that of a.md."
            ),
            (.of(title: "Water", .of(title: "Roof", .wasLast)), "Water: Roof: It was the last: it does not come back."),
        ] as [(ChangeNote, String)])
    func sentence(note: ChangeNote, text: String) { #expect(note.text == text) }
}
