package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/** {@link IndependentLoss} at work. */
final class IndependentLossStage implements Stage {
  private final IndependentLoss loss;
  private final Context context;

  IndependentLossStage(IndependentLoss loss, Context context) {
    this.loss = loss;
    this.context = context;
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    if (frame.key(context.key()).happens(loss.probability(), 0)) {
      context.tally().countLost(frame);
    } else {
      next.accept(frame);
    }
  }
}
