package dev.sirencast.cli.demo;

import dev.sirencast.cli.base.HtmlPage;
import java.util.Locale;

/** The demo's report: one page beside the pictures it shows. */
final class HtmlReport {
  private static final String STYLE =
      """
      h2 { font-size: 1.35rem; margin: 2.6rem 0 .3rem; }
      h2 + p { color: #4a5466; margin-top: 0; }
      .three { grid-template-columns: 1fr 1fr 1fr; }
      .three figcaption { font-size: .9rem; }
      figcaption { gap: .8rem; }
      figcaption b, td, code { white-space: nowrap; }
      @media (max-width: 40rem) { .pictures { grid-template-columns: 1fr; } }
      """;

  private HtmlReport() {}

  static String of(DemoResult result) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>SirenCast demo</title>\n<style>\n")
        .append(HtmlPage.STYLE)
        .append(STYLE)
        .append("</style>\n");
    page.append("<h1>A picture, sent as the weights of small networks</h1>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p class=\"lead\">Every stream went over a UDP socket, through the channel"
                + " <code>%s</code>.</p>%n",
            HtmlPage.escape(result.link().model().toString())));
    patches(page, result);
    network(page, result);
    noise(page, result.network());
    footer(page, result);
    return page.append("</html>\n").toString();
  }

  private static void patches(StringBuilder page, DemoResult result) {
    PatchStory story = result.patches();
    page.append("<h2>In patches: holes instead of ruins</h2>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p>One small network holds the outlines of the whole picture, and one for each of"
                + " %d patches the rest: %,d weights, encoded in %.1f seconds. A lost packet costs"
                + " its patches, where the outlines are left, and nothing else. Here %s.</p>%n",
            story.grid().patches(),
            story.trained().trained().weights(),
            result.patchSeconds(),
            DemoText.losses(story)));
    page.append("<div class=\"pictures\">\n");
    figure(page, "patches-original.png", "the original", "");
    figure(page, "patches-clean.png", "as it was sent", db(story.plain().cleanPsnr()));
    figure(page, "patches-plain.png", "received, no repair packets", db(story.plain().psnr()));
    figure(page, "patches-protected.png", "with planned protection", db(story.shielded().psnr()));
    page.append("</div>\n");
    streams(page, story.plain(), story.shielded());
  }

  private static void network(StringBuilder page, DemoResult result) {
    NetworkStory story = result.network();
    page.append("<h2>As one network: everything hangs together</h2>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p>A quarter of the pixels, and one network for all of them (%s, %,d weights, %,d"
                + " steps). It holds the card more exactly, for more bytes a pixel and longer"
                + " training; but each weight is part of every pixel. Both streams have about as"
                + " many bytes: the protected one rounds its weights to %d bits instead of %d.</p>%n",
            story.training().weights().architecture(),
            story.training().weights().architecture().parameters(),
            story.training().steps(),
            NetworkStory.SHIELDED_BITS,
            NetworkStory.PLAIN_BITS));
    page.append("<div class=\"pictures three\">\n");
    figure(page, "clean.png", "as it was sent", db(story.shielded().cleanPsnr()));
    figure(page, "received-plain.png", "received, no repair packets", db(story.plain().psnr()));
    figure(page, "received-protected.png", "protected", db(story.shielded().psnr()));
    page.append("</div>\n");
    streams(page, story.plain(), story.shielded());
  }

  private static void noise(StringBuilder page, NetworkStory story) {
    page.append("<h2>Noise on the weights themselves</h2>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p>As analogue memory or an uncoded link would add it: <code>%s</code> on every weight"
                + " that is sent. The network that was trained to stand it leaves its first layer"
                + " at its seed, and stores the same function in larger numbers.</p>%n",
            HtmlPage.escape(story.plainNoise().noise().toString())));
    page.append("<div class=\"pictures three\">\n");
    figure(
        page,
        "noise-clean.png",
        "trained to stand it, no noise",
        db(story.robustNoise().cleanPsnr()));
    figure(page, "noise-plain.png", "plain weights, noise", db(story.plainNoise().psnr()));
    figure(page, "noise-robust.png", "trained to stand it", db(story.robustNoise().psnr()));
    page.append("</div>\n<table>\n<tr><th>weights<th>clean<th>one draw<th>mean of ");
    page.append(story.plainNoise().simulated().trials());
    page.append(" draws<th>5th percentile</tr>\n");
    noiseRow(page, "plain", story.plainNoise());
    noiseRow(page, "trained to stand it", story.robustNoise());
    page.append("</table>\n");
  }

  private static void footer(StringBuilder page, DemoResult result) {
    page.append(
        String.format(
            Locale.ROOT,
            "<footer>Patches: the protected stream may take %.0f %% more bytes; %d repair packets were"
                + " planned for this channel. What is done with damaged packets follows"
                + " the stream: %s for patches, %s for one network. PSNR with peak 1 on samples in"
                + " [0, 1]. Seed %d.</footer>%n",
            100 * PatchStory.OVERHEAD,
            result.patches().shielded().encoded().manifest().repairPackets(),
            result.patches().shielded().policy().policy().label(),
            result.network().shielded().policy().policy().label(),
            result.link().seed()));
  }

  private static void figure(StringBuilder page, String file, String caption, String value) {
    page.append(
        String.format(
            "<figure><img src=\"%s\" alt=\"%s\"><figcaption>%s <b>%s</b></figcaption></figure>%n",
            file, caption, caption, value));
  }

  private static void streams(StringBuilder page, DemoStream plain, DemoStream shielded) {
    page.append("<table>\n<tr><th>stream<th>bytes<th>packets<th>lost<th>damaged");
    page.append("<th>clean<th>received<th>mean of ");
    page.append(plain.simulated().trials());
    page.append(" simulated<th>5th percentile</tr>\n");
    row(page, plain);
    row(page, shielded);
    page.append("</table>\n");
  }

  private static void row(StringBuilder page, DemoStream stream) {
    page.append(
        String.format(
            Locale.ROOT,
            "<tr><td>%s<td>%,d<td>%d<td>%d<td>%d<td>%s<td>%s<td>%s<td>%s</tr>%n",
            stream.name(),
            stream.encoded().bytes(),
            stream.encoded().packets().size(),
            stream.transfer().summary().channel().lost(),
            stream.transfer().summary().channel().damaged(),
            db(stream.cleanPsnr()),
            db(stream.psnr()),
            db(stream.simulated().mean()),
            db(stream.simulated().p5())));
  }

  private static void noiseRow(StringBuilder page, String name, DemoNoise noise) {
    page.append(
        String.format(
            "<tr><td>%s<td>%s<td>%s<td>%s<td>%s</tr>%n",
            name,
            db(noise.cleanPsnr()),
            db(noise.psnr()),
            db(noise.simulated().mean()),
            db(noise.simulated().p5())));
  }

  private static String db(double value) {
    return String.format(Locale.ROOT, "%.2f dB", value);
  }
}
