package dev.sirencast.cli.demo;

import dev.sirencast.media.FileReplacement;
import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures, streams and the report that the demo leaves in a directory. */
final class DemoFiles {
  private final Path directory;
  private final List<Path> files = new ArrayList<>();

  private DemoFiles(Path directory) {
    this.directory = directory;
  }

  /** Makes the directory. */
  static void create(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException(directory + ": cannot be made a directory", e);
    }
  }

  /** Writes everything, and returns what. */
  static List<Path> write(DemoResult result, Path directory) throws IOException {
    DemoFiles written = new DemoFiles(directory);
    written.patches(result.patches());
    written.network(result.network());
    written.picture("overview.png", PictureBoard.of(overview(result), 3));
    byte[] html = HtmlReport.of(result);
    Path report = directory.resolve("report.html");
    FileReplacement.write(report, out -> out.write(html));
    written.files.add(report);
    return List.copyOf(written.files);
  }

  /** A row a story: what was sent, what is left of it, and what with protection. */
  private static List<Signal> overview(DemoResult result) {
    PatchStory patches = result.patches();
    NetworkStory network = result.network();
    return List.of(
        patches.plain().clean(),
        patches.plain().received(),
        patches.shielded().received(),
        network.plain().clean(),
        network.plain().received(),
        network.shielded().received(),
        network.robustNoise().clean(),
        network.plainNoise().noisy(),
        network.robustNoise().noisy());
  }

  private void patches(PatchStory story) throws IOException {
    picture("patches-original.png", story.picture());
    picture("patches-clean.png", story.plain().clean());
    picture("patches-plain.png", story.plain().received());
    picture("patches-protected.png", story.shielded().received());
    stream("patches-plain.siren", story.plain());
    stream("patches-protected.siren", story.shielded());
  }

  private void network(NetworkStory story) throws IOException {
    picture("original.png", story.picture());
    picture("clean.png", story.shielded().clean());
    picture("received-plain.png", story.plain().received());
    picture("received-protected.png", story.shielded().received());
    picture("noise-clean.png", story.robustNoise().clean());
    picture("noise-plain.png", story.plainNoise().noisy());
    picture("noise-robust.png", story.robustNoise().noisy());
    stream("plain.siren", story.plain());
    stream("protected.siren", story.shielded());
  }

  private void picture(String name, Signal picture) throws IOException {
    Path file = directory.resolve(name);
    ImageFileWriter.write(picture, file);
    files.add(file);
  }

  private void stream(String name, DemoStream stream) throws IOException {
    Path file = directory.resolve(name);
    FileReplacement.write(file, stream.encoded()::writeTo);
    files.add(file);
  }
}
