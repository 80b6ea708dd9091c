import protobuf from 'protobufjs/minimal.js';

// 64-bit fields are plain numbers here: every one is a height, a size or a time in ms, all below
// 2^53. With Long present the library would hand out objects that compare wrongly.
protobuf.util.Long = null as never;
protobuf.configure();

export { protobuf };
