package dev.sirencast.cli.demo;

import dev.sirencast.cli.base.HtmlPage;
import java.util.Locale;

/** The demo's report: one page beside the pictures it shows. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(DemoResult result) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>SirenCast demo</title>\n<style>\n")
        .append(HtmlPage.STYLE)
        .append("</style>\n");
    page.append("<h1>A picture, sent as the weights of a small network</h1>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p class=\"lead\">Both streams carry the same %,d weights (network %s, %d steps)"
                + " through the channel <code>%s</code>, over a UDP socket.</p>%n",
            result.training().weights().architecture().parameters(),
            result.training().weights().architecture(),
            result.training().steps(),
            HtmlPage.escape(result.channel().toString())));
    page.append("<div class=\"pictures\">\n");
    figure(page, "original.png", "original", "");
    figure(page, "clean.png", "protected stream, no channel", db(result.shielded().cleanPsnr()));
    figure(page, "received-plain.png", "plain stream, received", db(result.plain().psnr()));
    figure(
        page, "received-protected.png", "protected stream, received", db(result.shielded().psnr()));
    figure(page, "noise-plain.png", "plain weights under noise", db(result.plainNoise().psnr()));
    figure(
        page, "noise-robust.png", "weights trained to stand it", db(result.robustNoise().psnr()));
    page.append("</div>\n<table>\n<tr><th>stream<th>bytes<th>packets<th>lost<th>damaged");
    page.append("<th>clean<th>received<th>mean of ");
    page.append(result.plain().simulated().trials());
    page.append(" simulated<th>5th percentile</tr>\n");
    row(page, result.plain());
    row(page, result.shielded());
    page.append("</table>\n<table>\n<tr><th>weights under noise<th>clean<th>one draw<th>mean of ");
    page.append(result.plainNoise().simulated().trials());
    page.append(" draws<th>5th percentile</tr>\n");
    noiseRow(page, "plain", result.plainNoise());
    noiseRow(page, "trained to stand it", result.robustNoise());
    page.append("</table>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<footer>Plain: %d bits a weight, no repair packets, policy %s. Protected: %d bits a"
                + " weight, the bytes saved spent on %d repair packets, policy %s. Noise: %s on every"
                + " weight that is sent; the network trained to stand it leaves its first layer at"
                + " its seed, and stores the same function in larger numbers. PSNR with peak 1 on"
                + " samples in [0, 1]. Seed %d.</footer>%n</html>%n",
            result.plain().bits(),
            result.plain().policy().text(),
            result.shielded().bits(),
            result.shielded().encoded().manifest().repairPackets(),
            result.shielded().policy().text(),
            HtmlPage.escape(result.plainNoise().noise().toString()),
            result.seed()));
    return page.toString();
  }

  private static void figure(StringBuilder page, String file, String caption, String value) {
    page.append(
        String.format(
            "<figure><img src=\"%s\" alt=\"%s\"><figcaption>%s <b>%s</b></figcaption></figure>%n",
            file, caption, caption, value));
  }

  private static void row(StringBuilder page, DemoResult.Stream stream) {
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
