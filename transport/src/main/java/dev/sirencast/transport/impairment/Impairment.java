package dev.sirencast.transport.impairment;

/**
 * One thing a bad link does to frames, as data: which harm, how often.
 *
 * <p>The words are those of tc-netem. Implementations are immutable, thread-safe, and check their
 * ranges when they are made.
 */
public sealed interface Impairment
    permits BitErrors,
        Corrupt,
        Delay,
        Duplicate,
        ExactLoss,
        GilbertElliott,
        IndependentLoss,
        Rate,
        Reorder,
        TraceReplay {

  /**
   * The impairment in the grammar that {@link ChannelModel#parse} reads, all values spelled out.
   */
  @Override
  String toString();
}
