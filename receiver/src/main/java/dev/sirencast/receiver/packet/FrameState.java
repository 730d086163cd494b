package dev.sirencast.receiver.packet;

/** What becomes of a frame that a receiver takes. */
public enum FrameState {
  /** It adds to what is known. */
  ACCEPTED,
  /** One more damaged copy of a packet, which may tell what those before do not. */
  COPY,
  /** Its packet is known. */
  DUPLICATE,
  /** Its header cannot be read. */
  DROPPED_HEADER,
  /** It is damaged, and the policy does without such. */
  DROPPED_POLICY,
  /** The list has not come that says whether it is what was signed. */
  WAITING,
  /** It is none of this stream's packets, not what was signed, or beyond the limits. */
  REJECTED
}
