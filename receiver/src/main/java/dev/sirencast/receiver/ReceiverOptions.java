package dev.sirencast.receiver;

import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.siren.SirenWeights;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a receiver treats what arrives. Immutable and thread-safe.
 *
 * @param policy what is done with damaged bodies; empty for what the stream's manifest calls for,
 *     which is never {@link DeliveryPolicy#STRICT}: {@link DeliveryPolicy#defaultFor}
 * @param concealment what stands in for lost weights
 * @param decoding how the weights are evaluated
 * @param limits what a stream may ask for
 * @param previous the weights of an earlier version of the stream, which stand in for lost ones
 *     where the networks have the same shape, as far as those that arrived are like them; empty for
 *     none
 * @param trusted whose streams alone are taken: the manifest must be signed by one of these keys,
 *     and every packet must hold what was signed; empty for everybody's
 */
public record ReceiverOptions(
    Optional<DeliveryPolicy> policy,
    Concealment concealment,
    Decoding decoding,
    ReceiverLimits limits,
    Optional<SirenWeights> previous,
    List<SignerKey> trusted) {
  /** Damaged bodies and decoding as the stream asks, lost weights zero, the default limits. */
  public static final ReceiverOptions DEFAULTS =
      new ReceiverOptions(
          Optional.empty(),
          Concealment.ZERO,
          Decoding.AUTO,
          ReceiverLimits.DEFAULTS,
          Optional.empty(),
          List.of());

  /** Copies the list; checks that trust and policy go together. */
  public ReceiverOptions {
    trusted = List.copyOf(trusted);
    if (!trusted.isEmpty() && policy.isPresent() && policy.get().deliversDamaged()) {
      throw new IllegalArgumentException(
          "policy "
              + policy.get().label()
              + " delivers damaged packets, which nobody signed: trust goes with strict and repair");
    }
  }

  /** These options with a policy, whatever the stream asks for. */
  public ReceiverOptions withPolicy(DeliveryPolicy asked) {
    return new ReceiverOptions(
        Optional.of(asked), concealment, decoding, limits, previous, trusted);
  }

  /** These options with another concealment. */
  public ReceiverOptions withConcealment(Concealment other) {
    return new ReceiverOptions(policy, other, decoding, limits, previous, trusted);
  }

  /** These options with another way to evaluate the weights. */
  public ReceiverOptions withDecoding(Decoding other) {
    return new ReceiverOptions(policy, concealment, other, limits, previous, trusted);
  }

  /** These options with other limits. */
  public ReceiverOptions withLimits(ReceiverLimits other) {
    return new ReceiverOptions(policy, concealment, decoding, other, previous, trusted);
  }

  /** These options with an earlier version's weights. */
  public ReceiverOptions withPrevious(SirenWeights weights) {
    return new ReceiverOptions(
        policy, concealment, decoding, limits, Optional.of(weights), trusted);
  }

  /**
   * These options for streams of these signers alone.
   *
   * @param keys Ed25519 keys, 1 or more
   * @throws IllegalArgumentException if there is none, one is of another kind, or the policy
   *     delivers damaged packets
   */
  public ReceiverOptions withTrusted(PublicKey... keys) {
    return withTrusted(Arrays.stream(keys).map(SignerKey::of).toList());
  }

  /** As {@link #withTrusted(PublicKey...)}. */
  public ReceiverOptions withTrusted(List<SignerKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("expected a key to trust, got none");
    }
    return new ReceiverOptions(policy, concealment, decoding, limits, previous, keys);
  }
}
