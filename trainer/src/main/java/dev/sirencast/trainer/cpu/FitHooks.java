package dev.sirencast.trainer.cpu;

import org.jspecify.annotations.Nullable;

/**
 * What a fit does beside lowering the squared error.
 *
 * @param perturbation what a step sees in place of the weights; null: the weights themselves
 * @param term what is added to the gradient; null: nothing
 */
public record FitHooks(@Nullable StepPerturbation perturbation, @Nullable GradientTerm term) {
  /** Nothing else. */
  public static final FitHooks NONE = new FitHooks(null, null);
}
