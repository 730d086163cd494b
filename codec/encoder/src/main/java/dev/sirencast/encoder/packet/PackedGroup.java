package dev.sirencast.encoder.packet;

import dev.sirencast.format.PacketGroup;
import java.util.List;

/** A group, and its source bodies. */
record PackedGroup(PacketGroup group, List<byte[]> bodies) {}
