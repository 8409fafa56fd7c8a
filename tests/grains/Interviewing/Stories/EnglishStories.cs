namespace JobInterview.Grains.Tests.Interviewing.Stories;

/// <summary>Ordinary answers of 40 to 60 words, written in different voices before the indicators existed.</summary>
internal static class EnglishStories
{
    public static readonly string[] Disagreement =
    [
        "Last spring my colleague and I disagreed about the order of a shop refit. He wanted to close the whole floor at once. I asked him why, showed him the sales by hour, and suggested closing half at a time. We agreed to try it for a week, and it worked without losing customers.",
        "On my old ward two of us clashed over how handovers should be done. Sara thought they took too long. I sat down with her after a shift and listened to what bothered her. I proposed a one-page sheet. We tried it, and handovers went from thirty minutes to fifteen.",
        "We were building the mobile app and Tom, who does the backend, refused to change his API. I was annoyed to be honest. But I booked an hour with him, we drew both versions on a whiteboard and I understood his worries about old clients. In the end we kept both versions for two months.",
        "When I worked in a kitchen, the other chef and me argued about the menu every Friday. One day I said let's cook both dishes and ask the guests. We did that, his dish won, and I put it on the menu. After that we talked before service instead of shouting.",
        "In my last job as accountant I had a disagreement with a colleague over how to book some travel costs. She believed it was marketing, I believed it was admin. I looked up the policy, brought it to her, and we called the auditor together. He confirmed my reading and she accepted it.",
        "two years ago my team mates wanted to skip testing because we were late i did not like that so i explained what happened the last time and i offered to do the tests myself on saturday they said ok and we found three bugs before the customer saw them",
        "At the school where I taught, a fellow teacher felt my classes were too noisy and complained. I invited her to come and see one. Afterwards we spoke for a long time, and I moved the group work to another room. She thanked me and we still share materials today.",
        "There was a conflict in our warehouse between day shift and night shift about cleaning the forklifts. I was night shift lead. I met the day lead over coffee, each of us wrote down what we needed, and we made a rota. Complaints stopped within two weeks.",
        "My coworker Priya and I could not agree on the colour scheme for a client's site. She is the senior, but I thought the contrast was too weak for older people. I ran a quick check with five users and shared the results. She changed her mind and the client was pleased.",
        "During my internship at a law firm, another intern and I fought about who would present. It got tense. I went to him privately, admitted that I also wanted it, and offered that he opens and I close. He liked the idea. The presentation went well and the partner praised both of us.",
    ];

    public static readonly string[] Change =
    [
        "In 2022 I moved our team from paper timesheets to an online tool. People were afraid of it. I trained them in small groups, wrote a short guide and stayed late the first two Fridays to help. After a month everybody used it and payroll took one day instead of three.",
        "Our clinic kept losing referrals, so I decided to change how we file them. I drew the process, talked to the receptionists, and set up one shared inbox. At first some doctors ignored it, so I sat with each of them. By summer we had no lost referral any more.",
        "I led the switch to weekly planning in my old team. Before that, everyone just picked tickets. I started with a pilot of four people, collected their feedback each Friday and adapted the format. Later the other two teams asked for it too, and our delays dropped by a third.",
        "When the bakery got a new oven I had to reorganise the whole morning. I made a new schedule, showed the apprentices how to use it and tested it on a quiet Monday. There was grumbling about the early start but we now bake twice as much bread before opening.",
        "At university I was president of the debating club, and membership was falling. I introduced short beginner evenings, found three older students to coach, and put posters up in every faculty. It was hard at the beginning, nobody came twice. By May we had forty regular members.",
        "Last year I convinced my manager to let us work with a shared calendar. I presented the problem with examples, then I built the calendar over a weekend and explained it in our Monday meeting. Two colleagues resisted, I listened to them and changed the colours. Double bookings disappeared.",
        "I changed the way our store takes returns. It used to be that only a supervisor could approve them, queues were long. I wrote new rules with the area manager, coached the cashiers and checked every return for a month. Waiting time went from ten minutes to two.",
        "My company merged with another one and I was asked to bring two support teams together. I organised a common kickoff, paired people from both sides, and every week I asked what did not work. Three people were unhappy at first. After four months we had one team and one ticket system.",
        "in my previous job i saw that new starters did not know anything on the first day so i made a checklist and a buddy system i asked volunteers and i presented it to hr they accepted it and since then nobody left in the first three months",
        "As a site foreman I brought in a five minute safety talk every morning. The men laughed at it. I kept it short, let each of them lead it once and talked about real accidents. Within half a year the number of injuries fell from nine to two.",
    ];

    public static readonly string[] Customer =
    [
        "A guest at our hotel was furious because her room was not ready at four. I apologised, offered her a drink in the bar and called housekeeping myself. I found another room with a better view within twenty minutes. She calmed down and left us a good review the next day.",
        "Last winter a customer phoned and shouted that his boiler had been fixed badly. I let him talk, wrote everything down, and went there the same evening. It was a loose valve and I repaired it for free. He thanked me and he is still a customer.",
        "When I was working for a phone company, an old lady had been charged twice and nobody helped her. I listened to her whole story, checked the account, and refunded the money on the spot. Then I called her a week later to make sure all was fine. She was very happy.",
        "One of our biggest clients was angry about a late delivery in March. I drove to them, explained honestly what had gone wrong and proposed a plan with weekly updates. I also gave a discount on the next order. They stayed with us and later even signed a longer contract.",
        "At the pharmacy a man was upset because his medicine was out of stock. I understood that he was worried about his daughter. I phoned three other pharmacies, found it in one and reserved it for him. He came back the following day just to say thank you.",
        "a client complained that our report was full of mistakes and he was right i said sorry and i asked him to show me each one i corrected them with my colleague the same night and sent a new version in the morning he accepted it and we did two more projects",
        "I worked in a call centre for an airline. A family missed their connection and the father was screaming at me. I stayed calm, repeated what he needed, and rebooked them on a partner flight that evening. I also arranged a hotel. At the end he apologised to me.",
        "In my restaurant a table waited fifty minutes for food, they wanted to leave. I went over right away, said I was sorry, and brought them soup and bread. I spoke to the kitchen to put them first. They finished the meal, and they paid, and came again for a birthday.",
        "A parent was unhappy with the marks of her son and came to school without an appointment. I invited her in, heard her out and showed her his work over the term. Together we made a plan with extra homework. His marks improved and she wrote me a kind letter.",
        "During a software rollout a customer told me our tool slowed down his team and he wanted his money back. I asked for one afternoon, watched his people work and saw that a setting was wrong. I changed it and trained them. He withdrew the complaint and renewed in June.",
    ];

    public static readonly string[] Mistake =
    [
        "Two years ago I sent the salary list to the wrong mailing list. I noticed after a minute, told my boss straight away and asked IT to recall it. Then I called the people who had opened it. Since then I always check the recipients twice, and we set up a warning.",
        "In my first month as a nurse I wrote the wrong dose on a chart. A colleague noticed before it was given. I reported it myself, talked to the doctor and to the family. I learned to read every line aloud, and it never happened to me again.",
        "I once deleted a table in the live database because I thought I was on the test system. I informed everybody at once, restored the backup and worked through the night. We lost two hours of data. Afterwards I changed the colours of the consoles and wrote a checklist.",
        "When I was a trainee in a garage, I forgot to tighten a wheel. The customer came back, luckily nothing happened. I admitted it to my boss, apologised to the customer and checked all the cars of that day. From then on I used a torque list for each car.",
        "I underestimated a translation job and promised it for Friday. On Wednesday I realised that I could not make it. I phoned the client, was honest and asked for two more days, and I got a colleague to help. We delivered on Sunday. I now plan a buffer in every offer.",
        "my biggest mistake was when i ordered 500 chairs instead of 50 for an event in june i saw it on the delivery note i took responsibility and called the supplier he took back most of them for a fee now i let a second person read big orders",
        "At my last employer I blamed a teammate for a bug in front of others, and it was my own code. I felt terrible. I corrected it in the same meeting the next day and apologised to him personally. We are good now, and I check the history before I speak.",
        "During my time at the town hall I misread a deadline and a family almost lost their benefit. I went to the head of department, explained my error and we filed an emergency request. It was granted. I then made a calendar for the entire office so dates are visible.",
        "I hired the wrong person in 2021 because I was in a hurry. He left after six weeks and the team was frustrated. I told them it was my decision and my fault. For the next hiring I added a work sample and a second interviewer. The new colleague is excellent.",
        "Last autumn I burned an entire batch of biscuits, four hundred pieces, because I talked on the phone. I threw it away, told the owner and stayed three hours longer to bake again. The order went out on time. Since that day my phone is in the locker.",
    ];

    public static readonly string[] Deadlines =
    [
        "In December I had the yearly report and an audit due on the same Friday. I listed all tasks, asked my boss which one mattered more and moved two meetings. I did the audit first, in the mornings, and gave part of the report to a colleague. Both were handed in on time.",
        "Last summer two clients wanted their websites for the first of July. I called both and found out that one of them could live with a smaller first version. I blocked my calendar, worked on the bigger one in the morning and the other one after lunch. Both went live as planned.",
        "As a student I had three exams and a job in a cafe in the same week. I made a timetable, swapped two shifts with a friend and studied the hardest subject first. I slept enough, too. I passed all three exams and did not miss a single shift.",
        "On the ward there is often too much at once. One night in February we had two emergencies and a new admission. I quickly sorted them by risk, took the first one myself, asked the junior to prepare the second, and informed the family of the third. All patients were stable by morning.",
        "My manager and the sales director each gave me an urgent task on a Monday, both for Wednesday. I told them openly that I could not do both alone. We sat down for ten minutes and decided the order. I finished the offer first and the slides on Thursday. Nobody was upset.",
        "when i was a courier i had forty parcels and a van that broke down i phoned the office and i sorted the parcels by time and gave the far ones to another driver then i did the rest by bike i delivered everything except two and these went out next morning",
        "During the product launch I had to prepare the trade fair and the training at the same time. I broke both into small steps on a board, put dates on each and reviewed it every morning. I delegated the catering. We opened the fair on time and the training was only one day late.",
        "I was organising two weddings on the same weekend in May. I wrote one plan for each hour, hired an assistant and visited both venues on Thursday. On the day I called the suppliers early. One cake was late, so I sent the assistant. Both couples were happy and recommended me.",
        "In my previous role in IT support a server failed while I was preparing a migration with a fixed date. I told the migration team about the delay, fixed the server first because 200 people could not work, and then came in on Saturday. The migration was finished on Sunday evening.",
        "At the tax office we have two peaks that fall together. Last year I analysed my files early, marked those with legal deadlines in red, and treated these before lunch. I asked for help with phone calls for two weeks. I closed all red files in time and the rest one week later.",
    ];

    public static readonly string[] Motivation =
    [
        "I like bringing people together and making sure that work runs smoothly. In my current job I already plan the shifts for eight colleagues, and it is the part of my day I enjoy most. I would like to do that full time, and your company has a good name for training people.",
        "I have been a nurse for nine years and I want to take more responsibility for a team. Coordinating is what I did during the pandemic and I found out that I am good at it. I am also interested in your hospital because it is close to the community and still growing.",
        "To be honest I am looking for a place where I can learn. I have organised sports events as a volunteer and I love the moment when a plan comes together. This role combines planning and contact with people, and that is why I applied. I think I can bring energy and structure.",
        "What attracts me is the mix of people and organisation. I get bored when I sit alone in front of a screen. In my last position I helped new colleagues settle in and I saw how much a good coordinator changes the mood of a team. I want to be that person.",
        "My career has been in logistics, and I want to move from driving to leading a small group. I know the problems of the drivers because I was one. I believe I could help both sides to understand each other. Also, your depot is near my home, which matters for early shifts.",
        "i want this job because i like helping others and i am very organised my friends always ask me to plan the trips i worked three years in a shop and my boss gave me the plan for the week i would be happy to learn more about leading a team with you",
        "I read about your project for young families and it speaks to me. I would like my work to mean something. Since 2019 I have coordinated volunteers at a food bank, about thirty people, and I enjoy finding the right task for each of them. I hope to use this experience here.",
        "The reason is simple: I enjoy solving other people's blockers. As a developer I noticed that my best days were those when I helped the team deliver, not when I coded alone. A coordinator role is the natural next step for me and I am motivated to grow into it.",
        "I am at a point where I want stability and a team I can build up over years. Coordination suits me, because I am patient and I keep an overview when it gets hectic. Your offer mentions two locations and different languages, I speak three, so I think we fit together well.",
        "Teaching taught me to explain things and to keep thirty people on track. Now I am curious about working with adults. I care about fair schedules and clear information, because I suffered when they were missing. That is what I want to contribute as team coordinator, and I want to develop further.",
    ];
}
