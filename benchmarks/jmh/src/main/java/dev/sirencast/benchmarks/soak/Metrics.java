package dev.sirencast.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server says of itself, over HTTP. */
final class Metrics {
  private final URL page;

  Metrics(int port) throws IOException {
    page = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
  }

  /** Returns the value of one that has no labels. */
  double read(String name) throws IOException {
    try (InputStream in = page.openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(text);
      if (!line.find()) {
        throw new IOException("the server does not say " + name);
      }
      return Double.parseDouble(line.group(1));
    }
  }
}
