package dev.sirencast.receiver;

/**
 * What became of every frame that arrived, each counted in exactly one state.
 *
 * @param received all frames that arrived: the sum of the states that follow
 * @param accepted taken as the content of a packet, damaged or not
 * @param duplicate repeated what was already there
 * @param droppedHeader could not be read: header damaged, or no frame at all
 * @param droppedPolicy the body was damaged and the policy drops such
 * @param rejected whole, but not of this stream: another stream's id, a number or a length that the
 *     manifest does not allow, or a manifest that is not valid; where signers are trusted, what
 *     none of them signed
 * @param waiting whole, but no manifest has arrived that says what to do with them; where signers
 *     are trusted, or no digest that says whether they are what was signed
 */
public record FrameCounts(
    int received,
    int accepted,
    int duplicate,
    int droppedHeader,
    int droppedPolicy,
    int rejected,
    int waiting) {}
