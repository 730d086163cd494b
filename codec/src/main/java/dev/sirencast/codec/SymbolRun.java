package dev.sirencast.codec;

/**
 * Symbols of one tensor that stand together in a packet: every stride-th of them, the stride being
 * the number of the group's source packets.
 *
 * @param tensor the tensor's number in the stream
 * @param start the first symbol's row-major index
 * @param count the number of symbols, 1 or more
 */
record SymbolRun(int tensor, int start, int count) {}
