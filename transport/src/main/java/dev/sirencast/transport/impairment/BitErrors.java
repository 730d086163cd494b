package dev.sirencast.transport.impairment;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Flips of single bits, each independently of the others: {@code ber(1e-5,scope=payload)}.
 *
 * <p>The payload alone is the default scope, because a flip in the header only makes a receiver
 * drop the frame, which {@code loss} already models; a damaged payload is what nothing else here
 * can show.
 *
 * @param rate bit error rate, 0 to 1
 * @param scope what is hit
 */
public record BitErrors(double rate, Scope scope) implements Impairment {
  /** What is hit: a part of every frame, or the payload of some frames. */
  public sealed interface Scope permits Part, Label {
    /** The name in the grammar. */
    @Override
    String toString();
  }

  /** A part of every frame. Where the header ends is told to the channel, not to the impairment. */
  public enum Part implements Scope {
    /** What follows the header. */
    PAYLOAD,
    /** The first bytes, as many as the header has. */
    HEADER,
    /** Header and payload. */
    FRAME;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The payload of the frames with a label, which the sender gives ({@link
   * ChannelSession#labelling}).
   *
   * @param name what {@link ChannelModel#parse(String, List)} was told to expect
   */
  public record Label(String name) implements Scope {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the rate is not in [0, 1]
   */
  public BitErrors {
    Probability.require("the bit error rate", rate);
  }

  /** All scopes there are where frames have some labels. */
  static List<Scope> scopes(List<String> labels) {
    return Stream.concat(Stream.of(Part.values()), labels.stream().map(Label::new)).toList();
  }

  /** Whether an impairment hits the frames of some label alone. */
  static boolean isByLabel(Impairment impairment) {
    return impairment instanceof BitErrors errors && errors.scope() instanceof Label;
  }

  Stage open(Stage.Context context) {
    return new Flips(this, context);
  }

  @Override
  public String toString() {
    return "ber(" + Probability.scientific(rate) + ",scope=" + scope + ")";
  }

  /**
   * The impairment at work.
   *
   * <p>Draws the distance to the next flipped bit instead of asking every bit: with u uniform in
   * [0, 1), {@code floor(ln(1 - u) / ln(1 - rate))} intact bits come first (the geometric
   * distribution by inversion), so that the cost is that of the flips. StrictMath gives the same
   * logarithm everywhere.
   */
  private static final class Flips implements Stage {
    private final BitErrors errors;
    private final Context context;
    private final double logOfIntact;

    Flips(BitErrors errors, Context context) {
      this.errors = errors;
      this.context = context;
      this.logOfIntact = StrictMath.log1p(-errors.rate());
    }

    @Override
    public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
      if (errors.rate() > 0) {
        hit(frame);
      }
      next.accept(frame);
    }

    private void hit(FrameCopy frame) {
      long header = Math.min(8L * context.headerBytes(), frame.bits());
      if (errors.scope() instanceof Part part) {
        switch (part) {
          case HEADER -> damage(frame, 0, header);
          case PAYLOAD -> damage(frame, header, frame.bits());
          case FRAME -> damage(frame, 0, frame.bits());
        }
      } else if (errors.scope().toString().equals(frame.outcome().label())) {
        damage(frame, header, frame.bits());
      }
    }

    private void damage(FrameCopy frame, long from, long to) {
      DrawKey key = frame.key(context.key());
      long bit = from;
      for (long draw = 0; ; draw++) {
        double intact = StrictMath.log1p(-key.uniform(draw)) / logOfIntact;
        if (intact >= to - bit) {
          return;
        }
        bit += (long) intact;
        frame.flip(bit);
        bit++;
      }
    }
  }
}
