package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.ProjectFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher of docs/network.md, compiled and run as an application's own. */
class PublishExampleTest {
  @TempDir Path directory;

  @Test
  void manualsSnippetRuns() throws Exception {
    Matcher block =
        Pattern.compile("```java\\R(import dev\\.sirencast\\.transport.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ProjectFile.of("docs/network.md")));
    assertTrue(block.find(), "the snippet of docs/network.md");
    Path source = Files.writeString(directory.resolve("PublishFrames.java"), block.group(1));
    String classPath = System.getProperty("java.class.path");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                classPath,
                "-proc:none",
                "-d",
                directory.toString(),
                source.toString()));
    Path output = directory.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath + File.pathSeparator + directory, "PublishFrames"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String printed = Files.readString(output);
    assertEquals(0, process.exitValue(), printed);
    assertEquals("0: first\n2: third\n2 of 3 frames", printed.strip());
  }
}
