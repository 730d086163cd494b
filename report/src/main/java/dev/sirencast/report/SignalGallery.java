package dev.sirencast.report;

import dev.sirencast.report.ArrivalGallery.Arrived;
import dev.sirencast.report.ArrivalGallery.Axes;
import dev.sirencast.report.ArrivalGallery.Key;
import dev.sirencast.report.ArrivalGallery.Shown;
import dev.sirencast.report.picture.ColourScale;
import dev.sirencast.report.picture.SignalPicture;
import dev.sirencast.report.sound.SoundClip;
import dev.sirencast.report.sound.Spectrogram;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what arrived of a signal, as pictures and sounds of which a page of any number has a few
 * megabytes at most. Not thread-safe.
 */
public final class SignalGallery {
  /** On all pictures together, and on one. */
  private static final int PIXELS = 600_000;

  private static final int PIXELS_OF_ONE = 130_000;

  /** In all sounds together. */
  private static final int SOUND_BYTES = 1_800_000;

  private final Signal original;
  private final int bytes;
  private final @Nullable SignalPicture picture;
  private final @Nullable Spectrogram spectrogram;
  private final List<Arrived> arrived = new ArrayList<>();

  /**
   * @param original on the grid of all that arrives
   * @param arrivals how many will be added
   */
  public SignalGallery(Signal original, int arrivals) {
    this(original, arrivals, 1);
  }

  /**
   * @param original on the grid of all that arrives
   * @param arrivals how many will be added
   * @param galleries that share the page, 1 or more
   */
  public SignalGallery(Signal original, int arrivals, int galleries) {
    this.original = original;
    boolean sound = original.kind() == SignalKind.AUDIO;
    int pixels = Math.min(PIXELS_OF_ONE, PIXELS / (arrivals + 1) / galleries);
    this.bytes = SOUND_BYTES / (arrivals + 1) / galleries;
    this.picture = sound ? null : new SignalPicture(original, pixels);
    this.spectrogram = sound ? new Spectrogram(original) : null;
  }

  /**
   * Adds what arrived.
   *
   * @param caption which it is
   * @param value what was measured of it
   */
  public void add(String caption, String value, Signal seen) throws IOException {
    arrived.add(
        new Arrived(
            shown(caption, value, seen),
            new Shown(errors(seen), "Error of: " + caption, "", null)));
  }

  private String errors(Signal seen) throws IOException {
    return picture != null
        ? picture.ofErrors(seen, original)
        : Objects.requireNonNull(spectrogram).ofErrors(seen, original);
  }

  private Shown shown(String caption, String value, Signal signal) throws IOException {
    return picture != null
        ? new Shown(picture.of(signal), caption, value, null)
        : new Shown(
            Objects.requireNonNull(spectrogram).of(signal),
            caption,
            value,
            SoundClip.of(signal, bytes));
  }

  /** Returns the gallery. */
  public ArrivalGallery gallery() throws IOException {
    return new ArrivalGallery(
        shown("The original" + size(), "", original),
        arrived,
        picture != null ? pictureKey() : soundKey(),
        picture != null ? null : axes());
  }

  private String size() {
    if (picture == null) {
      return "";
    }
    String frames =
        picture.frames() == 1
            ? ""
            : ", " + picture.frames() + " of " + original.grid().size(2) + " frames";
    return picture.step() == 1
        ? frames
        : frames + ", shown at 1/" + picture.step() + " of its size";
  }

  private static Key pictureKey() {
    return new Key(
        "Errors are the mean absolute differences of a pixel's components from the original, in"
            + " shares of full scale: the brighter, the worse.",
        ColourScale.INFERNO,
        "0",
        number("%.1f %% and more", 100 * SignalPicture.BRIGHTEST));
  }

  private Key soundKey() {
    SoundClip clip = SoundClip.of(original, bytes);
    String cut =
        clip.cut()
            ? number(
                " The players have the first %.1f s of %.1f s.",
                clip.seconds(), Spectrogram.seconds(original))
            : "";
    return new Key(
        "Spectrograms: the power of each frequency, against the loudest of the original. Errors are"
            + " the spectrogram of what is added to the original: the darker, the better."
            + cut,
        ColourScale.INFERNO,
        -Spectrogram.RANGE + " dB and less",
        "0 dB");
  }

  private Axes axes() {
    double top = Spectrogram.topKilohertz((AudioFormat) original.format());
    double end = Spectrogram.seconds(original);
    return new Axes(
        List.of("0", rounded(top / 2), rounded(top) + " kHz"),
        List.of("0 s", number("%.2f s", end / 2), number("%.2f s", end)));
  }

  /** A number of three digits at most. */
  private static String rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
