package dev.sirencast.transport.impairment;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A kind of impairment: its name and keys in the grammar, and the stage that runs it.
 *
 * <p>The one table to extend for a new impairment.
 */
final class ImpairmentKind<T extends Impairment> {
  /**
   * Every kind, in the order in which netem applies them; of two with one name the first is meant
   * unless a key of the second is given. Those that decide by the order of the frames stand above
   * those that change it.
   */
  static final List<ImpairmentKind<?>> ALL =
      List.of(
          new ImpairmentKind<>(
              "dup",
              List.of("p"),
              Set.of("p"),
              "dup(1%)",
              new Duplicate(0),
              (dup, given) -> new Duplicate(given.probability("p", dup.probability())),
              Duplicate::open),
          new ImpairmentKind<>(
              "loss",
              List.of("p"),
              Set.of("p"),
              "loss(1%)",
              new IndependentLoss(0),
              (loss, given) -> new IndependentLoss(given.probability("p", loss.probability())),
              IndependentLoss::open),
          new ImpairmentKind<>(
              "loss",
              List.of("count", "of"),
              Set.of("count", "of"),
              "loss(count=5,of=100)",
              new ExactLoss(0, 1),
              (loss, given) ->
                  new ExactLoss(given.count("count", loss.count()), given.count("of", loss.of())),
              ExactLoss::open),
          new ImpairmentKind<>(
              "ge",
              List.of("p", "r", "bad", "good"),
              Set.of("p", "r"),
              "ge(p=2%,r=25%,bad=100%,good=0%)",
              new GilbertElliott(0, 0, 1, 0),
              (ge, given) ->
                  new GilbertElliott(
                      given.probability("p", ge.p()),
                      given.probability("r", ge.r()),
                      given.probability("bad", ge.bad()),
                      given.probability("good", ge.good())),
              GilbertElliott::open),
          new ImpairmentKind<>(
              "trace",
              List.of("file"),
              Set.of("file"),
              "trace(FILE)",
              TraceReplay.NOTHING,
              (trace, given) -> TraceReplay.read(given.text("file", "a file's name", trace.file())),
              TraceReplay::open),
          new ImpairmentKind<>(
              "corrupt",
              List.of("p"),
              Set.of("p"),
              "corrupt(0.1%)",
              new Corrupt(0),
              (corrupt, given) -> new Corrupt(given.probability("p", corrupt.probability())),
              Corrupt::open),
          new ImpairmentKind<>(
              "ber",
              List.of("rate", "scope"),
              Set.of("rate"),
              "ber(1e-5,scope=payload)",
              new BitErrors(0, BitErrors.Part.PAYLOAD),
              (ber, given) ->
                  new BitErrors(
                      given.probability("rate", ber.rate()),
                      given.choice("scope", ber.scope(), BitErrors.scopes(given.labels()))),
              BitErrors::open),
          new ImpairmentKind<>(
              "rate",
              List.of("rate", "queue", "overhead"),
              Set.of("rate"),
              "rate(2Mbit,queue=64,overhead=28)",
              new Rate(1, Rate.DEFAULT_QUEUE, 0),
              (rate, given) ->
                  new Rate(
                      given.bitRate("rate", rate.bitsPerSecond()),
                      given.count("queue", rate.queue()),
                      given.count("overhead", rate.overheadBytes())),
              Rate::open),
          new ImpairmentKind<>(
              "reorder",
              List.of("p", "gap"),
              Set.of("p"),
              "reorder(5%,gap=3)",
              new Reorder(0, 1),
              (reorder, given) ->
                  new Reorder(
                      given.probability("p", reorder.probability()),
                      given.count("gap", reorder.gap())),
              Reorder::open),
          new ImpairmentKind<>(
              "delay",
              List.of("time", "jitter", "dist", "order"),
              Set.of("time"),
              "delay(20ms,jitter=5ms,dist=normal,order=free)",
              new Delay(0, 0, Delay.Distribution.UNIFORM, Delay.Order.FREE),
              (delay, given) ->
                  new Delay(
                      given.duration("time", delay.nanos()),
                      given.duration("jitter", delay.jitterNanos()),
                      given.choice(
                          "dist", delay.distribution(), List.of(Delay.Distribution.values())),
                      given.choice("order", delay.order(), List.of(Delay.Order.values()))),
              Delay::open));

  private final String name;
  private final List<String> keys;
  private final Set<String> required;
  private final String example;
  private final T start;
  private final BiFunction<T, Arguments, T> change;
  private final BiFunction<T, Stage.Context, Stage> opener;

  /**
   * @param required the keys that may not be left out
   * @param start what the others are then
   * @param change another impairment, with the values that are given
   */
  private ImpairmentKind(
      String name,
      List<String> keys,
      Set<String> required,
      String example,
      T start,
      BiFunction<T, Arguments, T> change,
      BiFunction<T, Stage.Context, Stage> opener) {
    this.name = name;
    this.keys = keys;
    this.required = required;
    this.example = example;
    this.start = start;
    this.change = change;
    this.opener = opener;
  }

  static ImpairmentKind<?> of(Impairment impairment) {
    return ALL.get(rank(impairment));
  }

  /** The place of an impairment's kind in netem's order. */
  static int rank(Impairment impairment) {
    int rank = 0;
    while (!ALL.get(rank).isOf(impairment)) {
      rank++;
    }
    return rank;
  }

  private boolean isOf(Impairment impairment) {
    return start.getClass() == impairment.getClass();
  }

  /** Reads an impairment from its name and what stands between its brackets. */
  static Impairment read(String name, String arguments, List<String> labels) {
    List<ImpairmentKind<?>> named = ALL.stream().filter(kind -> kind.name.equals(name)).toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no impairment \"" + Arguments.shortened(name) + "\"");
    }
    return named.stream()
        .filter(candidate -> Arguments.names(arguments, candidate.keys))
        .findFirst()
        .orElse(named.get(0))
        .read(arguments, labels);
  }

  private T read(String arguments, List<String> labels) {
    return change.apply(start, Arguments.parse(arguments, keys, required, labels));
  }

  /** An impairment with other values. */
  static Impairment change(Impairment impairment, Arguments given) {
    return of(impairment).changeChecked(impairment, given);
  }

  private T changeChecked(Impairment impairment, Arguments given) {
    return change.apply(cast(impairment), given);
  }

  /** Starts an impairment's stage. */
  static Stage open(Impairment impairment, Stage.Context context) {
    return of(impairment).openChecked(impairment, context);
  }

  private Stage openChecked(Impairment impairment, Stage.Context context) {
    return opener.apply(cast(impairment), context);
  }

  @SuppressWarnings("unchecked") // it is of this kind
  private T cast(Impairment impairment) {
    return (T) start.getClass().cast(impairment);
  }

  /** One example of each, for messages. */
  static String examples() {
    return ALL.stream().map(kind -> kind.example).collect(Collectors.joining(", "));
  }

  String name() {
    return name;
  }

  List<String> keys() {
    return keys;
  }
}
