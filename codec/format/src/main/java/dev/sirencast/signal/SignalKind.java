package dev.sirencast.signal;

/** What a signal's samples mean, which decides its grid's axes and the files it is written to. */
public enum SignalKind {
  /** A picture: axes are width and height, components are grey or red, green, blue. */
  IMAGE("picture", 2),

  /** A slice of a computed tomography: axes are width and height, the component is HU. */
  CT("CT slice", 2),

  /** Sound: the axis is time, the components are the channels of the file. */
  AUDIO("audio", 1),

  /** Moving pictures: axes are width, height and time, components are grey or RGB. */
  VIDEO("video", 3);

  private final String label;
  private final int axes;

  SignalKind(String label, int axes) {
    this.label = label;
    this.axes = axes;
  }

  /** What people call it, as in {@code CT slice}. */
  public String label() {
    return label;
  }

  /** The number of axes of its grid. */
  public int axes() {
    return axes;
  }

  /** Whether the last axis is time. */
  public boolean isTimed() {
    return this == AUDIO || this == VIDEO;
  }
}
