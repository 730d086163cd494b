package dev.sirencast.receiver;

/** What stands in for a weight that is lost. */
public enum Concealment {
  /** Zero: the connection is cut, as if it were not there. */
  ZERO,
  /** The mean of the tensor's weights that arrived. */
  MEAN
}
