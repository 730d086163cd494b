package dev.sirencast.patch;

/**
 * The network of one patch: {@code y = base + amplitude * network}. The array is not copied;
 * whoever holds it leaves it as it is.
 *
 * @param width which of the family's widths it has, from 0 on
 * @param amplitude what its outputs are multiplied by, finite
 * @param weights one tensor after another
 */
public record PatchWeights(int width, float amplitude, float[] weights) {}
