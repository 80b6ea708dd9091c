import { connectedPair, poolBatch, vote, until } from './network-harness.ts';
import { Session } from 'node:inspector/promises';
import fs from 'node:fs';
const [a,b]=await connectedPair();
const kind=process.argv[2];
const bases=Array.from({length:20},(_,i)=>kind==="vote"?vote(i):poolBatch(100)); const envs={at:(i)=>({...bases[i%20]})};
let n=0; const s=new Session(); s.connect(); 
const cpu=()=>{const u=process.cpuUsage();return u.user+u.system};
let c0=0;
for(let i=0;i<1500;i++){ if(i===500){ if(process.argv[3]) {await s.post('Profiler.enable'); await s.post('Profiler.start');} c0=cpu(); } a.network.send('node-b',envs.at(i)); b.received.length=0; await new Promise(r=>setTimeout(r,kind==='vote'?2:13)); }
console.log(kind, 'us per', ((cpu()-c0)/1000).toFixed(0), b.network.statistics().framesReceived);
if(process.argv[3]) fs.writeFileSync(`/tmp/mj/prof/${kind}.json`, JSON.stringify((await s.post('Profiler.stop')).profile));
const c1=cpu(); for(let i=0;i<1000;i++) await new Promise(r=>setTimeout(r,kind==='vote'?2:13)); console.log('timers alone', ((cpu()-c1)/1000).toFixed(0));
await a.network.stop();await b.network.stop();
