import { connectedPair, vote, poolBatch, until } from '/work/main/packages/network/test/network-harness.ts';
import { frameCodec } from '@mingjing/protocol';
const [a,b]=await connectedPair();
const cpu=()=>{const u=process.cpuUsage();return u.user+u.system};
const run=async(name,n,make,gapMs)=>{
  const envs=Array.from({length:n},(_,i)=>make(i));
  const before=b.received.length; const fr=b.network.statistics().framesReceived;
  const c=cpu(), t=performance.now();
  if(gapMs===undefined){ for(const e of envs){ a.network.send('node-b',e); await new Promise(r=>setImmediate(r)); } }
  else for(const e of envs){ a.network.send('node-b',e); await new Promise(r=>setTimeout(r,gapMs)); }
  const items=()=>b.received.slice(before).reduce((s,r)=>s+(r.envelope.poolBatch?.items.length??1),0);
  const want=envs.reduce((s,e)=>s+(e.poolBatch?.items.length??1),0);
  await until(()=>b.received.length>before && items()===want);
  const used=cpu()-c, ms=performance.now()-t; const frames=b.network.statistics().framesReceived-fr;
  console.log(name.padEnd(34), (used/n).toFixed(0).padStart(6),'us/envelope', (used/frames).toFixed(0).padStart(6),'us/frame', frames,'frames', (n/ms*1000).toFixed(0),'/s');
  b.received.length=0;
};
const idle=async(ms)=>{const c=cpu();await new Promise(r=>setTimeout(r,ms));return ((cpu()-c)/ms/10).toFixed(3)};
if(process.argv[2]==='idle'){ console.log('idle % of a core, two nodes in one process', await idle(3000), await idle(20000)); }
else {
const body=frameCodec.encode({envelopes:[poolBatch(100)]});
for(let k=0;k<3;k++){let c=cpu();for(let i=0;i<2000;i++)frameCodec.parse(body);console.log('parse 100x270', ((cpu()-c)/2000).toFixed(1),'us', body.length);
c=cpu();for(let i=0;i<2000;i++)frameCodec.encode({envelopes:[poolBatch(0)]});}
await run('warm',300,vote,1);await run('warm',300,()=>poolBatch(100),1);
await run('vote, every 5 ms',400,vote,5);
await run('vote, each turn',4000,vote);
await run('100-tx batch, every 16 ms',200,()=>poolBatch(100),16);
await run('100-tx batch, each turn',2000,()=>poolBatch(100));
await run('1 tx, each turn (merged)',4000,()=>poolBatch(1));
await run('1 tx, every 4 ms',400,()=>poolBatch(1),4);
}
await a.network.stop();await b.network.stop();
