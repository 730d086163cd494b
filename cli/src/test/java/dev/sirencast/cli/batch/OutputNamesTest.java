package dev.sirencast.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.cli.base.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputNamesTest {
  private static final Path OUT = Path.of("out");

  @TempDir Path directory;

  private static List<String> names(Path root, List<ResultRow> before, String... inputs) {
    return new OutputNames(OUT, root, before)
        .of(List.of(inputs)).stream().map(BatchItem::name).toList();
  }

  private static ResultRow row(String input, String name) {
    BatchItem item = new BatchItem(input, name, OUT.resolve(name));
    return ResultRow.failed(item, new EncodingIdentity(List.of(), "", List.of(), ""), "");
  }

  @Test
  void treesStayAsTheyAre() {
    assertEquals(
        List.of("x.siren", "b/x.siren", "b/.hidden.siren", "b/none.siren", "testcard-8x8.siren"),
        names(
            Path.of("a"),
            List.of(),
            "a/x.png",
            "a/b/x.png",
            "a/b/.hidden",
            "a/../a/b/none",
            "testcard:8x8"));
  }

  @Test
  void inputsThatWouldShareANameKeepTheirEndings() {
    assertEquals(
        List.of("x.png.siren", "X.wav.siren", "y.siren"),
        names(Path.of("a"), List.of(), "a/x.png", "a/X.wav", "a/y.png"));
  }

  @Test
  void whoHasAResultKeepsItsName() {
    List<ResultRow> before = List.of(row("a/x.png", "x.siren"), row("a/b/z.png", "z.siren"));
    assertEquals(
        List.of("x.siren", "x.wav.siren", "z.siren"),
        names(Path.of("a"), before, "a/x.png", "a/x.wav", "a/b/z.png"));
  }

  @Test
  void refusesWhatWouldBeLostOrLiesElsewhere() {
    assertThrows(
        CommandException.class, () -> names(Path.of("out"), List.of(), "out/x", "out/x.siren"));
    assertThrows(CommandException.class, () -> names(Path.of("a"), List.of(), "b/x.png"));
  }

  @Test
  void whatStillWouldShareANameIsNumbered() {
    List<ResultRow> before = List.of(row("a/x.png", "y.png.siren"));
    assertEquals(
        List.of("y.png.siren", "y.wav.siren", "y.png-2.siren"),
        names(Path.of("a"), before, "a/x.png", "a/y.wav", "a/y.png"));
    assertEquals(
        List.of("I.JPG.siren", "i.jpg-2.siren", "i.JPG-3.siren"),
        names(Path.of("a"), List.of(), "a/I.JPG", "a/i.jpg", "a/i.JPG"));
    List<ResultRow> lent = List.of(row("a/x.png", "x.siren"), row("a/z.png", "x.siren"));
    assertEquals(
        List.of("x.png.siren", "x.siren"), names(Path.of("a"), lent, "a/x.png", "a/z.png"));
  }

  @Test
  void loopsAndLinksToNowhereEndNoSearch() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("p/q"));
    Files.writeString(directory.resolve("p/a.png"), "");
    try {
      Files.createSymbolicLink(folder.resolve("up"), directory.resolve("p"));
      Files.createSymbolicLink(folder.resolve("b.png"), Path.of("nowhere"));
    } catch (UnsupportedOperationException | IOException e) {
      return; // not every system lets everybody make links
    }
    BatchInputs found = BatchInputs.find(List.of(directory.resolve("p").toString()));
    assertEquals(List.of(directory.resolve("p/a.png") + "", folder + "/b.png"), found.names());
    assertEquals(List.of(), found.unread());
  }

  @Test
  void foldersPatternsAndListsAreFound() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("p/q"));
    for (String name : List.of("p/b.PNG", "p/a.wav", "p/q/c.y4m", "p/notes.txt", "p/.d.png")) {
      Files.writeString(directory.resolve(name), "");
    }
    String folder = directory.resolve("p").toString();
    BatchInputs found = BatchInputs.find(List.of(folder, folder + "/a.wav"));
    assertEquals(List.of(folder + "/a.wav", folder + "/b.PNG", deep + "/c.y4m"), found.names());
    assertEquals(directory.resolve("p"), found.root());
    BatchInputs matched = BatchInputs.find(List.of(folder + "/**.{y4m,txt}"));
    assertEquals(List.of(folder + "/notes.txt", deep + "/c.y4m"), matched.names());
    assertEquals(directory.resolve("p"), matched.root());
    BatchInputs one = BatchInputs.find(List.of(deep + "/c.y4m", "testcard", "testcard"));
    assertEquals(List.of(deep + "/c.y4m", "testcard"), one.names());
    assertEquals(deep, one.root());
  }
}
