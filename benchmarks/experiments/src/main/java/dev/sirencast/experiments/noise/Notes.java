package dev.sirencast.experiments.noise;

/** What several reports say. */
final class Notes {
  static final String DECIBELS =
      "PSNR. *Clean* and *under noise* have peak 1 on samples in [0, 1], the reconstruction clamped."
          + " *Paper's convention* is the same error with peak 1 on data in [-1, 1], 6.02 dB less:"
          + " the paper does not state its peak, and its figures fit that one. *Under noise* is the"
          + " mean over seeds and draws, *deviation* the standard deviation of one draw.";

  static final String NOISE =
      "Noise hits W and b of sin(omega0 (W x + b)) in every layer that is sent, each value alone:"
          + " Gaussian noise is added, binary noise sets a value to zero. The paper's section II.A"
          + " calls both 1 % of the weights; its tables fit additive noise of the stated sigma.";

  static final String OURS =
      "*Ours, like for like* is local noise (the noise drawn for every point in the"
          + " pre-activations) on the same network as mse has, trained for the noise of its section."
          + " *Ours, free* is what `encode --robust` chooses for that noise: the first layer is"
          + " seeded and not sent (for binary noise the biases too), its frequencies fit the"
          + " picture's size, and for Gaussian noise the weights are stored larger (smaller"
          + " frequency factors after the first layer), which a quantised stream has no use for."
          + " Noise hits all that is sent, and weights are evaluated as they are.";

  static final String PATCHES =
      "*Patches* are a small base network and a network for each patch of 32x32 samples that pays,"
          + " as `encode --patches 32x32` trains them; *patches, robust* are trained as `--robust`"
          + " trains them for the noise. They have far fewer weights than the one network, which"
          + " the tables count, and are trained as long as their effort says, not in the steps of"
          + " the others. Noise hits all that is sent of base and patches, before patches are"
          + " rounded; a noise's draws follow from the same seeds as the others'.";

  static final String EQ9 =
      "*Eq. 9 as printed* uses g / |g| for the gradient of the norm, where g is the gradient of the"
          + " loss; the gradient of |g| is H g / |g| with the Hessian H. As printed it makes the step"
          + " longer and does not turn it, which Adam undoes.";

  private Notes() {}
}
