package dev.sirencast.cli.demo;

import static dev.sirencast.report.HtmlPage.Columns.THREE;
import static dev.sirencast.report.HtmlPage.Columns.TWO;

import dev.sirencast.report.HtmlPage;
import dev.sirencast.report.HtmlPage.Figure;
import java.util.List;
import java.util.Locale;

/** The demo's report: one page beside the pictures it shows and the streams it links to. */
final class HtmlReport {
  private HtmlReport() {}

  static byte[] of(DemoResult result) {
    HtmlPage page = new HtmlPage("A picture, sent as the weights of small networks");
    page.lead(
        "Every stream went over a UDP socket, through the channel "
            + HtmlPage.code(result.link().model().toString())
            + ". Decibels are PSNR. Below the pictures stand their streams, and the commands that make them again.");
    patches(page, result);
    network(page, result);
    noise(page, result);
    footer(page, result);
    return page.bytes();
  }

  private static void patches(HtmlPage page, DemoResult result) {
    PatchStory story = result.patches();
    page.section("In patches: holes instead of ruins");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "One small network holds the outlines of the whole picture, and one for each of"
                + " %d patches the rest: %,d weights, encoded in %.1f seconds. A lost packet costs"
                + " its patches, where the outlines are left, and nothing else. Here %s.",
            story.grid().patches(),
            story.trained().trained().weights(),
            result.patchSeconds(),
            DemoText.losses(story)));
    page.pictures(
        TWO,
        List.of(
            new Figure("patches-original.png", "The original", ""),
            figure("patches-clean.png", "As it was sent", story.plain().cleanPsnr()),
            figure("patches-plain.png", "Received unprotected", story.plain().psnr()),
            figure("patches-protected.png", "Received protected", story.shielded().psnr())));
    streams(page, "Streams in patches", "patches-", story.plain(), story.shielded());
    page.commands(DemoCommands.patches(story, result.link()));
  }

  private static void network(HtmlPage page, DemoResult result) {
    NetworkStory story = result.network();
    page.section("As one network: everything hangs together");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "A quarter of the pixels, and one network for all of them (%s, %,d weights, %,d"
                + " steps). It holds the card more exactly, for more bytes a pixel and longer"
                + " training; but each weight is part of every pixel. Both streams have about as"
                + " many bytes: the protected one rounds its weights to %d bits instead of %d.",
            story.training().weights().architecture(),
            story.training().weights().architecture().parameters(),
            story.training().steps(),
            NetworkStory.SHIELDED_BITS,
            NetworkStory.PLAIN_BITS));
    page.pictures(
        THREE,
        List.of(
            figure("clean.png", "As it was sent", story.shielded().cleanPsnr()),
            figure("received-plain.png", "Received unprotected", story.plain().psnr()),
            figure("received-protected.png", "Received protected", story.shielded().psnr())));
    streams(page, "Streams of one network", "", story.plain(), story.shielded());
    page.commands(DemoCommands.network(story, result.link()));
  }

  private static void noise(HtmlPage page, DemoResult result) {
    NetworkStory story = result.network();
    page.section("Noise on the weights themselves");
    page.paragraph(
        "As analogue memory or an uncoded link would add it: "
            + HtmlPage.code(story.plainNoise().noise().toString())
            + " on every weight that is sent. The network that was trained for it leaves its"
            + " first layer at its seed, and stores the same function in larger numbers.");
    page.pictures(
        THREE,
        List.of(
            figure("noise-clean.png", "Trained for it, no noise", story.robustNoise().cleanPsnr()),
            figure("noise-plain.png", "Trained as usual, noise", story.plainNoise().psnr()),
            figure("noise-robust.png", "Trained for it, noise", story.robustNoise().psnr())));
    page.table(
        "PSNR under noise on the weights",
        List.of(
            "weights",
            "clean",
            "one draw",
            "mean of " + story.plainNoise().simulated().trials() + " draws",
            "5th percentile"),
        List.of(
            row("trained as usual", story.plainNoise()),
            row("trained for it", story.robustNoise())));
    page.commands(DemoCommands.noise(story, result.link()));
  }

  private static void footer(HtmlPage page, DemoResult result) {
    page.footer(
        String.format(
            Locale.ROOT,
            "Patches: the protected stream may take %.0f %% more bytes; %d repair packets were"
                + " planned for this channel. What is done with damaged packets follows"
                + " the stream: %s for patches, %s for one network. PSNR with peak 1 on samples in"
                + " [0, 1]. Seed %d.",
            100 * PatchStory.OVERHEAD,
            result.patches().shielded().encoded().manifest().repairPackets(),
            result.patches().shielded().policy().policy().label(),
            result.network().shielded().policy().policy().label(),
            result.link().seed()));
  }

  private static Figure figure(String file, String caption, double decibels) {
    return new Figure(file, caption, db(decibels));
  }

  private static void streams(
      HtmlPage page, String name, String prefix, DemoStream plain, DemoStream shielded) {
    page.table(
        name,
        List.of(
            "stream",
            "sent",
            "received",
            "mean of " + plain.simulated().trials() + " simulated",
            "5th percentile",
            "bytes",
            "packets",
            "lost",
            "damaged"),
        List.of(row(prefix, plain), row(prefix, shielded)));
  }

  private static List<String> row(String prefix, DemoStream stream) {
    String file = prefix + stream.name() + ".siren";
    return List.of(
        "<a href=\"" + file + "\">" + file + "</a>",
        db(stream.cleanPsnr()),
        db(stream.psnr()),
        db(stream.simulated().mean()),
        db(stream.simulated().p5()),
        String.format(Locale.ROOT, "%,d", stream.encoded().bytes()),
        Integer.toString(stream.encoded().packets().size()),
        Long.toString(stream.transfer().summary().channel().lost()),
        Long.toString(stream.transfer().summary().channel().damaged()));
  }

  private static List<String> row(String name, DemoNoise noise) {
    return List.of(
        name,
        db(noise.cleanPsnr()),
        db(noise.psnr()),
        db(noise.simulated().mean()),
        db(noise.simulated().p5()));
  }

  private static String db(double value) {
    return String.format(Locale.ROOT, "%.2f dB", value);
  }
}
