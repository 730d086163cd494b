package dev.sirencast.cli.demo;

/**
 * What the demo made.
 *
 * @param link what the streams went through
 * @param patches a picture in patches
 * @param network a picture as one network
 * @param patchSeconds wall-clock time of training and coding the patches once
 */
record DemoResult(DemoLink link, PatchStory patches, NetworkStory network, double patchSeconds) {}
