package dev.sirencast.experiments.lab;

import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.signal.CoordinateGrid;

/**
 * The scale at which patches are trained, and compared with one network.
 *
 * @param effort of training them, as {@code encode --effort} counts it: 0, 1 or 2
 * @param picture size of a picture that both are made of
 * @param hiddenFeatures width of the one network, which then has about as many weights
 * @param steps of training the one network
 * @param batch points of such a step; 0 takes all
 * @param learningRate of the one network in the first step, as {@code encode} has it
 * @param bytes of every stream at most
 * @param packetBytes of every packet at most
 * @param transfers of every stream over every channel
 */
public record PatchScale(
    int effort,
    CoordinateGrid picture,
    int hiddenFeatures,
    int steps,
    int batch,
    double learningRate,
    long bytes,
    int packetBytes,
    int transfers) {
  /** As many as a stream of patches has: without a manifest nothing decodes. */
  private static final int MANIFESTS = 5;

  /** How all streams are cut into packets: entropy-coded, without protection. */
  public PacketizerOptions packets() {
    return PacketizerOptions.DEFAULTS
        .withCoding(WeightCoding.ENTROPY_CODED)
        .withPacketBytes(packetBytes)
        .withOrder(PacketOrder.LOCAL)
        .withManifestCopies(MANIFESTS);
  }

  PatchScale withSteps(int newSteps) {
    return new PatchScale(
        effort,
        picture,
        hiddenFeatures,
        newSteps,
        batch,
        learningRate,
        bytes,
        packetBytes,
        transfers);
  }
}
