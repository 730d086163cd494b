package dev.sirencast.cli.compare;

import dev.sirencast.cli.options.ProtectionOptions;
import dev.sirencast.report.HtmlPage;
import dev.sirencast.signal.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a comparison was made, in paragraphs of HTML for a reader who knows none of it.
 *
 * @param made what was compared
 * @param kind the signal's
 */
record Method(
    Contenders.Made made,
    SignalKind kind,
    int packetBytes,
    RepairShare repair,
    int trials,
    OwnTraining training) {

  List<String> paragraphs() {
    List<String> all = new ArrayList<>();
    all.add(
        number(
                "<b>Equal bytes.</b> Every row has at most %,d bytes for everything it sends: data,"
                    + " packet headers, file headers or manifests, all of their copies, and repair packets."
                    + " No packet is longer than %d bytes. SirenCast's packets have a header of 18 bytes,"
                    + " those of the others one of 10 (number, count and two checksums); UDP and IP are"
                    + " counted for nobody.",
                made.bytes(), packetBytes)
            + (made.isAsked()
                ? ""
                : " These are the bytes of the first row, the stream that <code>encode</code> makes"
                    + " where no size is asked for; all others are trained for that size, so that"
                    + " even with repair packets they may have more undamaged."));
    all.add(
        number(
            "<b>Equal protection.</b> %s is Reed-Solomon over packets, the same code for all: %.0f"
                + " %% of repair packets, for which the data shrinks. A row of protection <i>none</i> puts"
                + " all bytes into data. <i>auto</i> is SirenCast's own plan with as many bytes of"
                + " protection, made for %s, not for the channels here; <i>bits</i> adds parity bytes"
                + " against flipped bits and no repair packets.",
            HtmlPage.code(repair.toString()),
            100 * repair.overhead(),
            HtmlPage.code(ProtectionOptions.AUTOMATIC_CHANNEL)));
    all.add(
        number(
            "<b>Equal luck.</b> Each row is sent %d times through each channel, transfer by transfer"
                + " from the same seeds, so that packet n of any format meets the same fate; the"
                + " channels are simulated in the manner of Linux's netem. Differences are of rows"
                + " within one transfer, \u00b1 is half of the 95 %% confidence interval of the mean.",
            trials));
    all.add(kind == SignalKind.AUDIO ? sounds() : pictures());
    training.robust().ifPresent(mode -> all.add(robust(mode.noise().toString())));
    all.add(
        "<b>Damaged packets.</b> SirenCast's receiver puts one or two flipped bits of a packet right"
            + " by its checksum, and uses what is left of damaged packets as its stream's default"
            + " policy says. For the others, packets with a wrong checksum are dropped, or repaired by"
            + " the code, or taken as they are where that gives the higher mean on the channel: the"
            + " table says <i>damaged packets taken</i> there. Where bits are flipped, rows with"
            + " <i>+crc</i> say what the other formats would have in SirenCast's own kind of packets,"
            + " flipped bits put right by the checksum: how far they are above those without is what"
            + " the receiver is worth, and not the format.");
    all.add(
        number(
            "<b>What this does not say.</b> It is one %s, and %s alone, which is not how people %s."
                + " Making SirenCast's streams, trained %s, took"
                + " %.1f s here, the other formats %.1f s. Of each"
                + " other format the better of several ways is shown for each channel, as if its sender"
                + " knew the channel; SirenCast's rows are the same for all. Noise on weights"
                + " (analogue memory) has no counterpart in files and is left out.",
            HtmlPage.escape(kind.label()),
            kind == SignalKind.AUDIO ? "SNR" : "PSNR",
            kind == SignalKind.AUDIO ? "hear" : "see",
            training.text(),
            made.ownSeconds(),
            made.otherSeconds()));
    return all;
  }

  private static String robust(String noise) {
    return "<b>Trained under noise.</b> The networks of rows called <i>robust</i> were trained to"
        + " withstand "
        + HtmlPage.code(noise)
        + " on each weight (<code>encode --robust</code>). A lost packet is no such noise, and what"
        + " flipped bits leave behind in error-resilient coding is so only in part: what such rows"
        + " are for, weights that are kept as analogue values, is not measured here.";
  }

  private static String pictures() {
    return "<b>The others.</b> JPEG is libjpeg's with optimised Huffman tables, at the best quality"
        + " that fits and at the resolution (of the picture and of its colours) that is nearest to"
        + " the original: progressive, read up to the first gap; or baseline in restart intervals,"
        + " whole ones in each packet, so that a lost packet costs its blocks alone, which are"
        + " filled in from above and below, with its file header three times. PNG that does not fit"
        + " at full size has fewer pixels and fewer values a colour, whichever is nearest to the"
        + " original, is enlarged again, and shows the rows before the first gap.";
  }

  private static String sounds() {
    return "<b>The others.</b> Opus (Concentus, complexity 10) at the best bit rate that fits, one"
        + " packet of 10, 20 or 60 ms in each of ours, lost ones concealed by its decoder; its coder by"
        + " transform alone where that is nearer to the wave. WAV is PCM of 8 or 16 bits at the"
        + " best sample rate that fits, lost packets silent. Both have their file header three"
        + " times. Opus is made for the ear and not for PSNR.";
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
