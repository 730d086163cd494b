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
  /** Every kind, in the order in which netem applies them. */
  static final List<ImpairmentKind<?>> ALL =
      List.of(
          new ImpairmentKind<>(
              Duplicate.class,
              "dup",
              List.of("p"),
              new Duplicate(0.01),
              arguments -> new Duplicate(arguments.probability("p")),
              DuplicateStage::new),
          new ImpairmentKind<>(
              IndependentLoss.class,
              "loss",
              List.of("p"),
              new IndependentLoss(0.01),
              arguments -> new IndependentLoss(arguments.probability("p")),
              IndependentLossStage::new),
          new ImpairmentKind<>(
              GilbertElliott.class,
              "ge",
              List.of("p", "r", "bad", "good"),
              new GilbertElliott(0.02, 0.25, 1, 0),
              arguments ->
                  new GilbertElliott(
                      arguments.probability("p"),
                      arguments.probability("r"),
                      arguments.probability("bad", 1),
                      arguments.probability("good", 0)),
              GilbertElliottStage::new),
          new ImpairmentKind<>(
              Corrupt.class,
              "corrupt",
              List.of("p"),
              new Corrupt(0.001),
              arguments -> new Corrupt(arguments.probability("p")),
              CorruptStage::new),
          new ImpairmentKind<>(
              BitErrors.class,
              "ber",
              List.of("rate", "scope"),
              new BitErrors(1e-5, BitErrors.Scope.PAYLOAD),
              arguments ->
                  new BitErrors(
                      arguments.probability("rate"),
                      arguments.choice("scope", BitErrors.Scope.PAYLOAD)),
              BitErrorStage::new),
          new ImpairmentKind<>(
              Reorder.class,
              "reorder",
              List.of("p", "gap"),
              new Reorder(0.05, 3),
              arguments -> new Reorder(arguments.probability("p"), arguments.count("gap", 1)),
              ReorderStage::new));

  private final Class<T> type;
  private final String name;
  private final List<String> keys;
  private final T example;
  private final Function<Arguments, T> reader;
  private final Opener<T> opener;

  private ImpairmentKind(
      Class<T> type,
      String name,
      List<String> keys,
      T example,
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

  /** Starts an impairment's stage. */
  static Stage open(Impairment impairment, Stage.Context context) {
    return of(impairment).openChecked(impairment, context);
  }

  /** One example of each, for messages. */
  static String examples() {
    return ALL.stream().map(kind -> kind.example.toString()).collect(Collectors.joining(", "));
  }

  String name() {
    return name;
  }

  List<String> keys() {
    return keys;
  }

  T read(Arguments arguments) {
    return reader.apply(arguments);
  }

  private Stage openChecked(Impairment impairment, Stage.Context context) {
    return opener.open(type.cast(impairment), context);
  }

  /** Makes the stage of an impairment. */
  private interface Opener<T extends Impairment> {
    Stage open(T impairment, Stage.Context context);
  }
}
