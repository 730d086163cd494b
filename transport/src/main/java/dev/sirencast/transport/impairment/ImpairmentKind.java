package dev.sirencast.transport.impairment;

import java.util.List;
import java.util.function.Function;
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
              Duplicate.class,
              "dup",
              List.of("p"),
              "dup(1%)",
              arguments -> new Duplicate(arguments.probability("p")),
              DuplicateStage::new),
          new ImpairmentKind<>(
              IndependentLoss.class,
              "loss",
              List.of("p"),
              "loss(1%)",
              arguments -> new IndependentLoss(arguments.probability("p")),
              IndependentLossStage::new),
          new ImpairmentKind<>(
              CountedLoss.class,
              "loss",
              List.of("count", "of"),
              "loss(count=5,of=100)",
              arguments -> new CountedLoss(arguments.count("count"), arguments.count("of")),
              CountedLossStage::new),
          new ImpairmentKind<>(
              GilbertElliott.class,
              "ge",
              List.of("p", "r", "bad", "good"),
              "ge(p=2%,r=25%,bad=100%,good=0%)",
              arguments ->
                  new GilbertElliott(
                      arguments.probability("p"),
                      arguments.probability("r"),
                      arguments.probability("bad", 1),
                      arguments.probability("good", 0)),
              GilbertElliottStage::new),
          new ImpairmentKind<>(
              TraceReplay.class,
              "trace",
              List.of("file"),
              "trace(FILE)",
              arguments -> TraceReplay.read(arguments.text("file", "a file's name")),
              TraceReplayStage::new),
          new ImpairmentKind<>(
              Corrupt.class,
              "corrupt",
              List.of("p"),
              "corrupt(0.1%)",
              arguments -> new Corrupt(arguments.probability("p")),
              CorruptStage::new),
          new ImpairmentKind<>(
              BitErrors.class,
              "ber",
              List.of("rate", "scope"),
              "ber(1e-5,scope=payload)",
              arguments ->
                  new BitErrors(
                      arguments.probability("rate"),
                      arguments.choice("scope", BitErrors.Scope.PAYLOAD)),
              BitErrorStage::new),
          new ImpairmentKind<>(
              Rate.class,
              "rate",
              List.of("rate", "queue", "overhead"),
              "rate(2Mbit,queue=64,overhead=28)",
              arguments ->
                  new Rate(
                      arguments.bitRate("rate"),
                      arguments.count("queue", Rate.DEFAULT_QUEUE),
                      arguments.count("overhead", 0)),
              RateStage::new),
          new ImpairmentKind<>(
              Reorder.class,
              "reorder",
              List.of("p", "gap"),
              "reorder(5%,gap=3)",
              arguments -> new Reorder(arguments.probability("p"), arguments.count("gap", 1)),
              ReorderStage::new),
          new ImpairmentKind<>(
              Delay.class,
              "delay",
              List.of("time", "jitter", "dist", "order"),
              "delay(20ms,jitter=5ms,dist=normal,order=free)",
              arguments ->
                  new Delay(
                      arguments.span("time"),
                      arguments.span("jitter", 0),
                      arguments.choice("dist", Delay.Distribution.UNIFORM),
                      arguments.choice("order", Delay.Order.FREE)),
              DelayStage::new));

  private final Class<T> type;
  private final String name;
  private final List<String> keys;
  private final String example;
  private final Function<Arguments, T> reader;
  private final Opener<T> opener;

  private ImpairmentKind(
      Class<T> type,
      String name,
      List<String> keys,
      String example,
      Function<Arguments, T> reader,
      Opener<T> opener) {
    this.type = type;
    this.name = name;
    this.keys = keys;
    this.example = example;
    this.reader = reader;
    this.opener = opener;
  }

  static ImpairmentKind<?> of(Impairment impairment) {
    return ALL.get(rank(impairment));
  }

  /** The place of an impairment's kind in netem's order. */
  static int rank(Impairment impairment) {
    int rank = 0;
    while (!ALL.get(rank).type.isInstance(impairment)) {
      rank++;
    }
    return rank;
  }

  /** Reads an impairment from its name and what stands between its brackets. */
  static Impairment read(String name, String arguments) {
    List<ImpairmentKind<?>> named = ALL.stream().filter(kind -> kind.name.equals(name)).toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no impairment \"" + ChannelParser.shortened(name) + "\"");
    }
    ImpairmentKind<?> kind =
        named.stream()
            .filter(candidate -> Arguments.names(arguments, candidate.keys))
            .findFirst()
            .orElse(named.get(0));
    return kind.reader.apply(Arguments.parse(arguments, kind.keys));
  }

  /** Starts an impairment's stage. */
  static Stage open(Impairment impairment, Stage.Context context) {
    return of(impairment).openChecked(impairment, context);
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

  /** An impairment of this kind with another value for one key. */
  Impairment with(Impairment impairment, String key, String value) {
    String text = impairment.toString();
    String inner = text.substring(text.indexOf('(') + 1, text.length() - 1);
    return reader.apply(Arguments.parse(inner, keys).with(key, value));
  }

  private Stage openChecked(Impairment impairment, Stage.Context context) {
    return opener.open(type.cast(impairment), context);
  }

  /** Makes the stage of an impairment. */
  private interface Opener<T extends Impairment> {
    Stage open(T impairment, Stage.Context context);
  }
}
